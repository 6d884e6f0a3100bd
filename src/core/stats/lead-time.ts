import { assertSameLength } from './assert-same-length.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';
import { quantileOfSorted } from './quantile.ts';
import { wilson } from './wilson.ts';

/** How long one churned account had been flagged when it decided. */
export type LeadTime =
  | { readonly state: 'flagged'; readonly days: number }
  /** Not below the threshold at its last reading, or never: no warning at all. */
  | { readonly state: 'never_flagged'; readonly days: 0 }
  /** Its first reading came too late to judge. */
  | { readonly state: 'not_observable'; readonly days: null };

/**
 * Lead time of one churned account: how many days before the decision its score went, and then stayed, below the
 * threshold.
 *
 * Formula: among readings before the decision day, the last unbroken run below the threshold that reaches to the last
 * reading; lead = decision day - day of the run's first reading.
 * Edges: a dip that healed again is no warning; not below at the last reading: `never_flagged`, 0 days, counted; first
 * reading later than decision - horizon, or none: `not_observable`.
 * Units: days. Preconditions: days ascending; no NaN in scores. Cost: O(readings).
 *
 * @param horizonDays how early the first reading must be for the account to count
 * @example leadTime({ days, scores }, { decisionDay: 400, threshold: 50, horizonDays: 90 })
 */
export function leadTime(
  { days, scores }: { days: Float64Array; scores: Float64Array },
  { decisionDay, threshold, horizonDays }: { decisionDay: number; threshold: number; horizonDays: number },
): LeadTime {
  assertSameLength(days, scores);
  const known = days.filter((day) => day < decisionDay).length;
  const first = days[0];
  if (first === undefined || first > decisionDay - horizonDays)
    return { state: 'not_observable', days: null };
  let start = known;
  while (start > 0 && (scores[start - 1] as number) < threshold) start -= 1;
  if (start === known) return { state: 'never_flagged', days: 0 };
  return { state: 'flagged', days: decisionDay - (days[start] as number) };
}

export interface LeadTimes {
  /** Median days of warning; n counts the accounts that could be judged, n1 those flagged. */
  readonly median: Estimate;
  /** The middle half: 25th and 75th percentile. */
  readonly quartiles: readonly [number, number] | null;
  /** Share of the judged accounts with at least so many days of warning, with Wilson's interval. */
  readonly atLeast: readonly { readonly days: number; readonly share: Estimate }[];
  readonly neverFlagged: number;
  readonly notObservable: number;
}

/**
 * Lead times of all churned accounts together.
 *
 * Accounts never flagged count with 0 days: leaving them out would turn a blind score into an early one.
 * Edges: nobody to judge: null, `empty`. Cost: one sort.
 *
 * @example summariseLeadTimes(leads).atLeast[1]?.share.value // share with 60 days or more
 */
export function summariseLeadTimes(
  leads: readonly LeadTime[],
  floors: readonly number[] = [30, 60, 90],
): LeadTimes {
  const judged = Float64Array.from(leads.flatMap((lead) => (lead.days === null ? [] : [lead.days]))).sort();
  const neverFlagged = leads.filter((lead) => lead.state === 'never_flagged').length;
  const counts = { n: judged.length, n1: judged.length - neverFlagged, n0: neverFlagged };
  const atLeast = floors.map((days) => ({
    days,
    share: wilson(judged.filter((lead) => lead >= days).length, judged.length),
  }));
  const rest = { atLeast, neverFlagged, notObservable: leads.length - judged.length };
  if (judged.length === 0) return { median: withheld(counts, 'empty'), quartiles: null, ...rest };
  const quartiles = [quantileOfSorted(judged, 0.25), quantileOfSorted(judged, 0.75)] as const;
  return { median: estimate(counts, quantileOfSorted(judged, 0.5)), quartiles, ...rest };
}
