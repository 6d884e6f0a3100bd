import { addDays, addMonths } from '../config/days.ts';

export interface CalendarRule {
  readonly every: 'day' | 'week' | 'month';
  /** First date; its weekday or day of the month is that of all others. */
  readonly from: string;
}

/** The project's regular as-of dates from the first up to and including `until`. */
export function calendarDates(rule: CalendarRule, until: string): string[] {
  const dates: string[] = [];
  for (let i = 0; ; i++) {
    const date = nth(rule, i);
    if (date > until) return dates;
    dates.push(date);
  }
}

function nth({ every, from }: CalendarRule, index: number): string {
  if (every === 'month') return addMonths(from, index);
  return addDays(from, every === 'week' ? index * 7 : index);
}

/**
 * Contiguous runs of dates of about `pairs` (account, date) pairs each, at least one date a slice. Feature models are run
 * slice by slice: their windows then scan little more than they need, and memory stays bounded (docs/decisions/0004).
 */
export function slices(dates: readonly { asOf: string; accounts: number }[], pairs: number): string[][] {
  const result: string[][] = [];
  let filled = Number.POSITIVE_INFINITY;
  for (const { asOf, accounts } of dates) {
    if (filled + accounts > pairs) {
      result.push([]);
      filled = 0;
    }
    result.at(-1)?.push(asOf);
    filled += accounts;
  }
  return result;
}
