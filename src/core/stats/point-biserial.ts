import { assertSameLength } from './assert-same-length.ts';
import { classMissing } from './class-missing.ts';
import { type Correlation, clampCorrelation, correlationP, fisherEstimate } from './correlation.ts';
import { countClasses } from './count-classes.ts';
import { type Counts, withheld } from './estimate.ts';
import { sum } from './sum.ts';

/**
 * Point-biserial correlation: Pearson's r of health with having renewed (1) or not (0).
 *
 * For: does health move in a straight line with the outcome? Positive is the right way round.
 * Formula: covariance over the product of the spreads; p from t = r*sqrt((n-2)/(1-r²)) with n - 2 degrees of freedom;
 * Fisher's interval tanh(atanh r +/- z/sqrt(n-3)).
 * Edges: one class or a constant score: null; n < 3: null, `insufficient`; n < 4: no interval; |r| = 1: no interval,
 * `degenerate`, p = 0.
 * Source: en.wikipedia.org/wiki/Point-biserial_correlation_coefficient; scipy `pointbiserialr` agrees. Cost: O(n).
 *
 * @example pointBiserial(Float64Array.of(20, 35, 60), Uint8Array.of(1, 0, 0)).value // 0.7857
 */
export function pointBiserial(scores: Float64Array, churned: Uint8Array, confidence = 0.95): Correlation {
  assertSameLength(scores, churned);
  const counts = countClasses(churned);
  const missing = classMissing(counts);
  if (missing !== null) return { ...withheld(counts, missing), p: null };
  if (counts.n < 3) return { ...withheld(counts, 'insufficient', 3), p: null };
  if (scores.every((score) => score === scores[0])) return { ...withheld(counts, 'constant'), p: null };
  const r = pearsonWithRenewal(scores, churned, counts);
  const inner = fisherEstimate(counts, r, 1 / Math.sqrt(counts.n - 3), confidence);
  return { ...inner, p: inner.value === null ? null : correlationP(r, counts.n) };
}

/** Pearson's r against renewed = 1 - churned; deviations are scaled so that no square overflows. */
function pearsonWithRenewal(scores: Float64Array, churned: Uint8Array, { n, n1, n0 }: Counts): number {
  const mean = sum(scores) / n;
  const scale = scores.reduce((most, score) => Math.max(most, Math.abs(score - mean)), 0);
  let covariance = 0;
  let squares = 0;
  for (let i = 0; i < n; i += 1) {
    const deviation = ((scores[i] as number) - mean) / scale;
    squares += deviation * deviation;
    covariance += deviation * (n1 / n - (churned[i] as number));
  }
  return clampCorrelation(covariance / Math.sqrt((squares * n1 * n0) / n));
}
