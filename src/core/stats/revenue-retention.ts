import { assertSameLength } from './assert-same-length.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';

export interface RevenueRetention {
  /** Gross: what was kept, without growth. Never above 1. */
  readonly grr: Estimate;
  /** Net: what was kept and added by the same accounts. */
  readonly nrr: Estimate;
  readonly priorArr: number;
  readonly renewedArr: number;
  /** Rows without ARR before, such as new logos: not of the cohort. */
  readonly excluded: number;
}

/**
 * Gross and net revenue retention of the accounts that were there at the period's start.
 *
 * Formula: GRR = sum of min(after, before) / sum of before; NRR = sum of after / sum of before.
 * Edges: no ARR before: null, `empty`; an account that churned has 0 after; one without ARR before is left out and
 * counted. No closed interval: use `clusterBootstrap`. Units: shares; the sums in the unit of the columns.
 * Preconditions: no NaN, nothing negative; whole cents add up exactly.
 * Source: en.wikipedia.org/wiki/Net_revenue_retention (the common SaaS definitions). Cost: O(n).
 *
 * @returns n1: accounts that kept nothing; n0: those that kept something
 * @example revenueRetention(Float64Array.of(100, 200), Float64Array.of(150, 100)) // grr 0.667, nrr 0.833
 */
export function revenueRetention(before: Float64Array, after: Float64Array): RevenueRetention {
  assertSameLength(before, after);
  let [n, n1, priorArr, kept, renewedArr] = [0, 0, 0, 0, 0];
  for (const [row, prior] of before.entries()) {
    if (prior <= 0) continue;
    const renewed = after[row] as number;
    n += 1;
    n1 += renewed === 0 ? 1 : 0;
    priorArr += prior;
    kept += Math.min(renewed, prior);
    renewedArr += renewed;
  }
  const counts = { n, n1, n0: n - n1 };
  const share = (amount: number) =>
    n === 0 ? withheld(counts, 'empty') : estimate(counts, amount / priorArr);
  return { grr: share(kept), nrr: share(renewedArr), priorArr, renewedArr, excluded: before.length - n };
}
