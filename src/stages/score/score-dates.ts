import { addDays } from '../../core/config/days.ts';
import { type CalendarRule, calendarDates } from '../../core/plan/calendar.ts';

/** What the build file remembers of one score on one as-of date. */
export interface StoredDate {
  readonly asOf: string;
  readonly hash: string;
  /** Newest of the sequence numbers (build.meta.as_of_state) of everything that the score was made from. */
  readonly sequence: number;
  /** Whether it was one of the calendar's readings, which the bands of later dates rest on. */
  readonly isReading: boolean;
  readonly isExplained: boolean;
}

export interface DatesInput {
  /** Calendar dates up to `asOf`, and `asOf`; sorted. */
  readonly wanted: readonly string[];
  readonly asOf: string;
  readonly calendar: CalendarRule;
  readonly hash: string;
  /** By date: the newest sequence number of what a score of that date is made from. */
  readonly sequences: ReadonlyMap<string, number>;
  readonly stored: readonly StoredDate[];
}

/** Which as-of dates of a score must change, each list sorted. */
export interface ScoreDates {
  /** To be scored anew; a band rests on the readings before it, so all dates after the first such reading are among them. */
  readonly rescore: readonly string[];
  /** Scored rightly, but the explanation must be written. */
  readonly explain: readonly string[];
  /** Explained until now and no longer read. */
  readonly unexplain: readonly string[];
  /** Not wanted, and no longer right or no longer regular. */
  readonly drop: readonly string[];
  /** Dates whose explanation stands in the end. */
  readonly explained: ReadonlySet<string>;
  /** Whether a date is one of the calendar's readings. */
  readonly isReading: (date: string) => boolean;
}

/** How far back a reader of the explanation compares. */
const COMPARED_DAYS = [7, 30, 90] as const;

/** Finds the dates that are not right: never scored, by another scorecard, or from features that were built anew since. */
export function scoreDates(input: DatesInput): ScoreDates {
  const { wanted, asOf, stored } = input;
  const last = [...wanted, ...stored.map((date) => date.asOf)].sort().at(-1) ?? asOf;
  const regular = new Set(calendarDates(input.calendar, last));
  const isReading = (date: string): boolean => regular.has(date);
  const found = new Map(stored.map((date) => [date.asOf, date]));
  const isRight = (date: string): boolean => matches(input, found.get(date), isReading(date));
  const useful = new Set(wanted);
  const others = [...found.keys()].filter((date) => !useful.has(date)).sort();
  const gone = others.filter((date) => !isReading(date) || !isRight(date));
  const changed = [
    ...wanted.filter((date) => isReading(date) && !isRight(date)),
    ...gone.filter((date) => found.get(date)?.isReading === true),
  ].sort()[0];
  const after = (date: string): boolean => changed !== undefined && date >= changed;
  const rescore = wanted.filter((date) => after(date) || !isRight(date));
  const drop = others.filter((date) => after(date) || gone.includes(date));
  const explained = explainedDates(asOf, [...regular]);
  return { rescore, drop, explained, isReading, ...explanations(stored, explained, [...rescore, ...drop]) };
}

function matches(input: DatesInput, stored: StoredDate | undefined, isReading: boolean): boolean {
  if (!stored) return false;
  const { asOf, hash, sequence } = stored;
  return hash === input.hash && sequence === input.sequences.get(asOf) && stored.isReading === isReading;
}

function explanations(
  stored: readonly StoredDate[],
  explained: ReadonlySet<string>,
  replaced: readonly string[],
): Pick<ScoreDates, 'explain' | 'unexplain'> {
  const staying = stored.filter(({ asOf }) => !replaced.includes(asOf));
  const differing = staying.filter(({ asOf, isExplained }) => isExplained !== explained.has(asOf));
  const dates = (wanted: boolean) =>
    differing.filter(({ asOf }) => explained.has(asOf) === wanted).map(({ asOf }) => asOf);
  return { explain: dates(true).sort(), unexplain: dates(false).sort() };
}

/** The date itself, and the calendar's last ones at least a week, a month and a quarter before it. */
function explainedDates(asOf: string, regular: readonly string[]): ReadonlySet<string> {
  const earlier = COMPARED_DAYS.map((days) => regular.filter((date) => date <= addDays(asOf, -days)).at(-1));
  return new Set([asOf, ...earlier.filter((date) => date !== undefined)]);
}
