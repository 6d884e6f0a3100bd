import { assertSameLength } from './assert-same-length.ts';
import { countClasses } from './count-classes.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';

/** Probabilities are kept this far from 0 and 1, so that one sure mistake costs 34.5 and not infinity. */
const PROBABILITY_CLIP = 1e-15;

/**
 * Log loss: how surprised the probabilities were by what happened.
 *
 * Formula: -mean(y ln p + (1 - y) ln(1 - p)), p clipped to [1e-15, 1 - 1e-15].
 * Edges: no rows: null. Units: nats a row, 0 is best. Precondition: 0 <= p <= 1.
 * Source: scikit-learn `log_loss` (which clips at 2.2e-16). Cost: O(n).
 *
 * @param probabilities of churn
 * @example logLoss(Float64Array.of(0.5, 0.5), Uint8Array.of(1, 0)).value // 0.6931
 */
export function logLoss(probabilities: Float64Array, churned: Uint8Array): Estimate {
  assertSameLength(probabilities, churned);
  const counts = countClasses(churned);
  if (counts.n === 0) return withheld(counts, 'empty');
  let loss = 0;
  for (let i = 0; i < counts.n; i += 1) {
    const p = clipProbability(probabilities[i] as number);
    loss -= churned[i] === 1 ? Math.log(p) : Math.log1p(-p);
  }
  return estimate(counts, loss / counts.n);
}

/** The probability, held away from certainty. */
function clipProbability(p: number): number {
  return Math.min(1 - PROBABILITY_CLIP, Math.max(PROBABILITY_CLIP, p));
}

/** Log-odds of a probability, clipped as above: between -34.5 and 34.5. */
export function logit(p: number): number {
  const clipped = clipProbability(p);
  return Math.log(clipped) - Math.log1p(-clipped);
}
