import { addDays, daysBetween } from '../core/config/days.ts';

/** A stretch of days, `from` inclusive and `to` exclusive, with the month (YYYY-MM) that names its file. */
export interface Period {
  readonly month: string;
  readonly from: string;
  readonly to: string;
}

/** The days of the demo company. All dates are ISO text in UTC. */
export interface DemoCalendar {
  readonly start: string;
  /** First day after the exports. */
  readonly end: string;
  /** First day after the month of the last day: the world is simulated up to here, so that a later end adds and never changes. */
  readonly until: string;
  /** Day of week number 0: twelve weeks before the start, so that lags can look back. */
  readonly epoch: string;
  /** Number of the last simulated week: two months past the end, for renewals that are signed early. */
  readonly weeks: number;
  readonly months: readonly Period[];
  readonly halves: readonly Period[];
  readonly quarters: readonly Period[];
  /** Days of the CRM's account exports: every second Monday, every Monday in the last half-year. */
  readonly accountExports: readonly string[];
}

/** First day of the month that lies `months` after the month of `day`. */
export function firstOfMonth(day: string, months = 0): string {
  const at = new Date(Date.parse(day));
  return iso(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
}

/** The calendar of `months` months whose last one holds the day before `end`. */
export function demoCalendar(months: number, end: string): DemoCalendar {
  const until = firstOfMonth(addDays(end, -1), 1);
  const start = firstOfMonth(until, -months);
  const epoch = addDays(start, -84);
  return {
    start,
    end,
    until,
    epoch,
    weeks: Math.ceil(daysBetween(epoch, until) / 7) + 8,
    months: periods(start, end, 1),
    quarters: periods(start, end, 3),
    halves: periods(start, end, 6),
    accountExports: accountExports(start, until).filter((day) => day < end),
  };
}

function periods(start: string, end: string, size: number): Period[] {
  const found: Period[] = [];
  for (let from = start; from < end; from = nextPeriod(from, size)) {
    const whole = nextPeriod(from, size);
    const to = whole < end ? whole : end;
    found.push({ month: addDays(to, -1).slice(0, 7), from, to });
  }
  return found;
}

/** First day of the next calendar month, quarter or half-year. */
function nextPeriod(day: string, size: number): string {
  const month = Number(day.slice(5, 7)) - 1;
  return firstOfMonth(day, size - (month % size));
}

function accountExports(start: string, until: string): string[] {
  const weeklyFrom = addDays(until, -183);
  const monday = (8 - new Date(Date.parse(start)).getUTCDay()) % 7;
  const days: string[] = [];
  for (let day = addDays(start, monday); day < until; day = addDays(day, day < weeklyFrom ? 14 : 7))
    days.push(day);
  return days;
}

function iso(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
