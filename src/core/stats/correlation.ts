import { type Counts, type Estimate, estimate, type Interval } from './estimate.ts';
import { zOfConfidence } from './normal-quantile.ts';
import { studentTwoSidedP } from './student-t.ts';

/** A correlation with the chance of seeing one so strong without any relation. */
export interface Correlation extends Estimate {
  /** Two-sided; null with the value, or where it can't be had. */
  readonly p: number | null;
}

/**
 * A correlation coefficient with an interval by Fisher's transformation: tanh(atanh r +/- z * error).
 *
 * Edges: n < 4: no interval, `insufficient`; |r| = 1: no interval, `degenerate`.
 * Source: en.wikipedia.org/wiki/Fisher_transformation.
 * @param transformedError standard error of atanh r, such as 1/sqrt(n - 3)
 */
export function fisherEstimate(
  counts: Counts,
  r: number,
  transformedError: number,
  confidence: number,
): Estimate {
  if (counts.n < 4) return { ...estimate(counts, r, null, 'insufficient'), need: 4 };
  if (Math.abs(r) >= 1) return estimate(counts, r, null, 'degenerate');
  const centre = Math.atanh(r);
  const reach = zOfConfidence(confidence) * transformedError;
  const ci: Interval = [Math.tanh(centre - reach), Math.tanh(centre + reach)];
  return estimate(counts, r, ci);
}

/**
 * Two-sided p of a correlation r over n rows: t = r * sqrt((n - 2)/(1 - r²)) with n - 2 degrees of freedom.
 *
 * Edges: |r| = 1 gives 0; n < 3 leaves no degree of freedom and gives null.
 * Source: en.wikipedia.org/wiki/Pearson_correlation_coefficient (testing using Student's t).
 */
export function correlationP(r: number, n: number): number | null {
  if (n < 3) return null;
  if (Math.abs(r) >= 1) return 0;
  return studentTwoSidedP(r * Math.sqrt((n - 2) / ((1 - r) * (1 + r))), n - 2);
}

/** Keeps rounding from carrying a correlation past 1. */
export function clampCorrelation(r: number): number {
  return Math.max(-1, Math.min(1, r));
}
