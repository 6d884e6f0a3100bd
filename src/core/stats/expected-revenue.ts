import { assertSameLength } from './assert-same-length.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';
import { normalTwoSidedP } from './normal-cdf.ts';

/** Up for renewal, as columns. Accounts in the middle of a longer term don't belong here. */
export interface RevenueAtRisk {
  /** Of churn. */
  readonly probabilities: Float64Array;
  /** Not negative; the unit of all sums. */
  readonly arr: Float64Array;
}

/**
 * Expected ARR lost, and its spread.
 *
 * Formula: sum of p * ARR; sd = sqrt(sum of p(1 - p) ARR²), as if accounts decided independently: one cause that takes
 * many at once is not in it. Units: those of ARR. Source: variance of independent Bernoulli sums. Cost: O(n).
 *
 * @example expectedLoss({ probabilities, arr }).expected
 */
export function expectedLoss({ probabilities, arr }: RevenueAtRisk): { expected: number; sd: number } {
  assertSameLength(probabilities, arr);
  let expected = 0;
  let variance = 0;
  for (const [row, p] of probabilities.entries()) {
    const amount = arr[row] as number;
    expected += p * amount;
    variance += p * (1 - p) * amount * amount;
  }
  return { expected, sd: Math.sqrt(variance) };
}

export interface RevenuePeriod {
  /** As given with the rows, such as a quarter's number. */
  readonly period: number;
  readonly expected: number;
  readonly sd: number;
  readonly observed: number;
  /** (observed - expected) / sd, with its two-sided p; null where nothing could vary. */
  readonly z: Estimate;
  readonly p: number | null;
}

/**
 * Back-test of expected revenue: per period, how many spreads the ARR really lost lay from the expected one.
 *
 * Edges: a period in which every p is 0 or 1, or no ARR is at stake: z null, `degenerate`. Periods ascending.
 * Source and independence as `expectedLoss`. Cost: O(n) plus the periods' sort.
 *
 * @param periods the period of each row's decision
 * @example revenueBacktest({ probabilities, arr }, churned, quarters)
 */
export function revenueBacktest(
  { probabilities, arr }: RevenueAtRisk,
  churned: Uint8Array,
  periods: Int32Array,
): RevenuePeriod[] {
  assertSameLength(probabilities, arr, churned, periods);
  return [...new Set(periods)]
    .sort((a, b) => a - b)
    .map((period) => {
      const within = <T extends Float64Array | Uint8Array>(column: T) =>
        column.filter((_, row) => periods[row] === period) as T;
      const cohort = { probabilities: within(probabilities), arr: within(arr) };
      return { period, ...judge(cohort, within(churned)) };
    });
}

function judge(cohort: RevenueAtRisk, churned: Uint8Array): Omit<RevenuePeriod, 'period'> {
  const { expected, sd } = expectedLoss(cohort);
  const observed = cohort.arr.reduce((total, amount, row) => total + (churned[row] === 1 ? amount : 0), 0);
  const n1 = churned.filter((y) => y === 1).length;
  const counts = { n: churned.length, n1, n0: churned.length - n1 };
  if (sd === 0) return { expected, sd, observed, z: withheld(counts, 'degenerate'), p: null };
  const z = (observed - expected) / sd;
  return { expected, sd, observed, z: estimate(counts, z), p: normalTwoSidedP(z) };
}
