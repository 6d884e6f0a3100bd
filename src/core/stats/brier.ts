import { assertSameLength } from './assert-same-length.ts';
import { countClasses } from './count-classes.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';

export interface BrierEstimate extends Estimate {
  /** What always predicting the churn rate would score. */
  readonly baseline: number | null;
  /** 1 - value/baseline: 1 perfect, 0 no better than the churn rate, below 0 worse; null when all ended alike. */
  readonly skill: number | null;
}

/**
 * Brier score: the mean squared error of churn probabilities, and its skill against the plain churn rate.
 *
 * For: probabilities only; a health score from 0 to 100 is none until `fitCalibrator` has made it one.
 * Formula: mean (p - y)²; skill = 1 - Brier / (rate * (1 - rate)).
 * Edges: no rows: null; one class: value without skill, reason `single_class`. Units: squared probability, 0 is best.
 * Precondition: 0 <= p <= 1. Source: G. W. Brier 1950; scikit-learn `brier_score_loss` agrees. Cost: O(n).
 *
 * @param probabilities of churn
 * @example brier(Float64Array.of(0.9, 0.2), Uint8Array.of(1, 0)).value // 0.025
 */
export function brier(probabilities: Float64Array, churned: Uint8Array): BrierEstimate {
  assertSameLength(probabilities, churned);
  const counts = countClasses(churned);
  if (counts.n === 0) return { ...withheld(counts, 'empty'), baseline: null, skill: null };
  let squares = 0;
  for (let i = 0; i < counts.n; i += 1)
    squares += ((probabilities[i] as number) - (churned[i] as number)) ** 2;
  const value = squares / counts.n;
  const baseline = (counts.n1 / counts.n) * (counts.n0 / counts.n);
  if (baseline === 0) return { ...estimate(counts, value, null, 'single_class'), baseline, skill: null };
  return { ...estimate(counts, value), baseline, skill: 1 - value / baseline };
}
