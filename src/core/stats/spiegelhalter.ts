import { assertSameLength } from './assert-same-length.ts';
import { countClasses } from './count-classes.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';
import { normalTwoSidedP } from './normal-cdf.ts';

export interface SpiegelhalterEstimate extends Estimate {
  /** Two-sided: how often well calibrated probabilities would look this far off. */
  readonly p: number | null;
}

/**
 * Spiegelhalter's test of calibration, without bins.
 *
 * Formula: z = sum (y - p)(1 - 2p) / sqrt(sum (1 - 2p)² p(1 - p)); `value` is z, standard normal if calibrated.
 * Edges: no rows: null; every p exactly 0, 1/2 or 1: nothing varies: null, `degenerate`.
 * Source: D. J. Spiegelhalter 1986; K. Rufibach 2010 (arXiv 0912.3886 has the formula). Cost: O(n).
 *
 * @param probabilities of churn
 * @example spiegelhalter(probabilities, churned).p
 */
export function spiegelhalter(probabilities: Float64Array, churned: Uint8Array): SpiegelhalterEstimate {
  assertSameLength(probabilities, churned);
  const counts = countClasses(churned);
  if (counts.n === 0) return { ...withheld(counts, 'empty'), p: null };
  let distance = 0;
  let variance = 0;
  for (let i = 0; i < counts.n; i += 1) {
    const p = probabilities[i] as number;
    distance += ((churned[i] as number) - p) * (1 - 2 * p);
    variance += (1 - 2 * p) ** 2 * p * (1 - p);
  }
  if (variance === 0) return { ...withheld(counts, 'degenerate'), p: null };
  const z = distance / Math.sqrt(variance);
  return { ...estimate(counts, z), p: normalTwoSidedP(z) };
}
