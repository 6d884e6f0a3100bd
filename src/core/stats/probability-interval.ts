import type { Calibrator } from './calibrator.ts';
import type { Interval } from './estimate.ts';
import { interpolate } from './isotonic.ts';
import { logistic } from './logit-interval.ts';
import { zOfConfidence } from './normal-quantile.ts';
import { wilson } from './wilson.ts';

/**
 * How sure the calibrator is of the churn probability at one score.
 *
 * Formula: for Platt's curve logistic(a + b*s +/- z * sqrt(var a + 2 s cov + s² var b)); for the isotonic curve Wilson's
 * interval of the decisions pooled at the knots, straight between them. It speaks of the probability, not of the one
 * account, and of the decisions it was fitted to: pools chosen by the data make it a little too narrow.
 * Edges: beyond the isotonic curve's ends its end values. Units: probability. Cost: O(knots) for isotonic.
 *
 * @example probabilityInterval(calibrator, 62) // [0.08, 0.21]
 */
export function probabilityInterval(calibrator: Calibrator, score: number, confidence = 0.95): Interval {
  if (calibrator.kind === 'isotonic') return isotonicInterval(calibrator, score, confidence);
  const { intercept, slope, interceptVariance, covariance, slopeVariance } = calibrator;
  const centre = intercept + slope * score;
  const variance = interceptVariance + 2 * score * covariance + score * score * slopeVariance;
  const reach = zOfConfidence(confidence) * Math.sqrt(Math.max(0, variance));
  return [logistic(centre - reach), logistic(centre + reach)];
}

function isotonicInterval(
  { scores, probabilities, rows }: Extract<Calibrator, { kind: 'isotonic' }>,
  score: number,
  confidence: number,
): Interval {
  const intervals = rows.map((n, k) => wilson((probabilities[k] as number) * n, n, confidence).ci ?? [0, 1]);
  const end = (side: 0 | 1) =>
    interpolate(
      scores,
      intervals.map((interval) => interval[side]),
      score,
    );
  return [end(0), end(1)];
}
