import { classMissing } from './class-missing.ts';
import { countClasses } from './count-classes.ts';
import { type IsotonicCurve, isotonic, isotonicAt } from './isotonic.ts';
import { logistic } from './logit-interval.ts';
import { type PlattLine, platt } from './platt.ts';

/** What turns health into a churn probability; plain data, so that it can be stored and replayed. */
export type Calibrator =
  | ({ readonly kind: 'platt' } & PlattLine)
  | ({ readonly kind: 'isotonic' } & IsotonicCurve);

const ISOTONIC_FROM = 50;

/**
 * Learns churn probabilities from decided renewals: Platt's curve below 50 churned, isotonic from there on.
 *
 * Fit it on the training window only: on its own rows every calibrator looks good.
 * Edges: one class, or no rows, teaches nothing: null. Source: A. Niculescu-Mizil, R. Caruana 2005. Cost: one sort.
 *
 * @example const calibrator = fitCalibrator(trainScores, trainChurned)
 */
export function fitCalibrator(scores: Float64Array, churned: Uint8Array): Calibrator | null {
  const counts = countClasses(churned);
  if (classMissing(counts) !== null) return null;
  if (counts.n1 >= ISOTONIC_FROM) return { kind: 'isotonic', ...isotonic(scores, churned) };
  const line = platt(scores, churned);
  return line === null ? null : { kind: 'platt', ...line };
}

/** Churn probability of each score; NaN stays NaN. O(n log knots). */
export function churnProbabilities(calibrator: Calibrator, scores: Float64Array): Float64Array {
  if (calibrator.kind === 'isotonic') return scores.map((score) => isotonicAt(calibrator, score));
  return scores.map((score) => logistic(calibrator.intercept + calibrator.slope * score));
}
