import type { Decisions } from './decisions.ts';
import { lastOnOrBefore } from './last-on-or-before.ts';

/** Days before the decision at which a score is judged. */
export const HORIZONS = [30, 60, 90, 120, 150, 180] as const;

/**
 * Why a decision does not count at a horizon.
 *
 * - `open`: on the day of the study the contract had not ended, or what was decided was not known yet. A contract still to end
 *   counts for nothing even if its outcome is known: early signatures are all renewals, early notices all churn
 * - `before_calendar`: the calendar has no reading so early
 * - `horizon_before_term`: the reading does not lie inside the term that was decided about
 * - `outcome_already_known`: on that day the outcome was known, by notice, signature or closing
 * - `not_live`: the account was no customer on that day
 * - `no_score`: too little was known for a score
 */
export const LEFT_OUT = [
  'open',
  'before_calendar',
  'horizon_before_term',
  'outcome_already_known',
  'not_live',
  'no_score',
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** Of each decision: the as-of date of its reading, or why there is none. */
export interface PickedReadings {
  readonly asOf: readonly (string | null)[];
  readonly leftOut: readonly (LeftOut | null)[];
}

/**
 * The reading that a person would have had so many days before each decision: the calendar's last date on or before that
 * day. It must lie strictly inside the term and strictly before the outcome was known, both as instants at 00:00 UTC.
 *
 * @param calendar regular as-of dates, ascending, up to the study
 * @param asOf day of the study: an outcome that became known on it or later is open
 */
export function pickReadings(
  decisions: Decisions,
  horizon: number,
  { calendar, asOf }: { calendar: readonly string[]; asOf: string },
): PickedReadings {
  const picked = decisions.decisionDate.map((date) => lastOnOrBefore(calendar, date, horizon));
  const leftOut = picked.map((reading, row): LeftOut | null => {
    const knownAt = decisions.knownAt[row] ?? null;
    const due = (decisions.decisionDate[row] ?? asOf) < asOf;
    if (!due || decisions.outcome[row] === 'open' || knownAt === null || knownAt >= midnight(asOf))
      return 'open';
    if (reading === null) return 'before_calendar';
    if (reading <= (decisions.termStart[row] ?? '')) return 'horizon_before_term';
    return midnight(reading) < knownAt ? null : 'outcome_already_known';
  });
  return { asOf: picked.map((reading, row) => (leftOut[row] === null ? reading : null)), leftOut };
}

/** The instant at which an as-of date begins, as instants are written. */
function midnight(day: string): string {
  return `${day} 00:00:00`;
}
