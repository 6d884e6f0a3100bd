import type { Calibrator } from './calibrator.ts';
import { logistic } from './logit-interval.ts';

/**
 * How far a weighted sum of churn probabilities may be off because the calibrator was learnt from few decisions.
 *
 * For: expected revenue; accounts deciding by chance is one spread (`expectedLoss`), not knowing the curve is another, and
 * it does not average out over accounts.
 * Formula: Platt: g'Vg, g the sum's slope by intercept and slope of the line, V their covariance. Isotonic: each pool's
 * p(1 - p)/rows, times the square of all the weight that leans on the pool; pools as independent.
 * Units: those of the weights, squared. Source: the delta method. Cost: O(n log knots).
 *
 * @param weights such as each account's ARR
 * @example expectedSumVariance(calibrator, scores, arr)
 */
export function expectedSumVariance(
  calibrator: Calibrator,
  scores: Float64Array,
  weights: Float64Array,
): number {
  return calibrator.kind === 'platt'
    ? plattVariance(calibrator, scores, weights)
    : isotonicVariance(calibrator, scores, weights);
}

function plattVariance(
  line: Extract<Calibrator, { kind: 'platt' }>,
  scores: Float64Array,
  weights: Float64Array,
): number {
  let byIntercept = 0;
  let bySlope = 0;
  for (const [row, score] of scores.entries()) {
    const p = logistic(line.intercept + line.slope * score);
    const lean = (weights[row] as number) * p * (1 - p);
    byIntercept += lean;
    bySlope += lean * score;
  }
  return (
    byIntercept ** 2 * line.interceptVariance +
    2 * byIntercept * bySlope * line.covariance +
    bySlope ** 2 * line.slopeVariance
  );
}

function isotonicVariance(
  curve: Extract<Calibrator, { kind: 'isotonic' }>,
  scores: Float64Array,
  weights: Float64Array,
): number {
  const pool = poolNumbers(curve);
  const lean = new Float64Array((pool.at(-1) ?? -1) + 1);
  const add = (knot: number, weight: number) => {
    const at = pool[knot] as number;
    lean[at] = (lean[at] as number) + weight;
  };
  for (const [row, score] of scores.entries()) {
    const { knot, share } = between(curve.scores, score);
    const weight = weights[row] as number;
    add(knot, weight * (1 - share));
    if (share > 0) add(knot + 1, weight * share);
  }
  let variance = 0;
  for (const [at, weight] of lean.entries()) {
    const knot = pool.indexOf(at);
    const p = curve.probabilities[knot] as number;
    variance += (weight * weight * p * (1 - p)) / (curve.rows[knot] as number);
  }
  return variance;
}

/** By knot: which pool it belongs to; the two ends of a pool have one probability and one number of rows. */
function poolNumbers({ probabilities, rows }: { probabilities: readonly number[]; rows: readonly number[] }) {
  let pool = 0;
  return probabilities.map((probability, k) => {
    if (k > 0 && (probability !== probabilities[k - 1] || rows[k] !== rows[k - 1])) pool += 1;
    return pool;
  });
}

/** The knot at or below a score, and which share of the way to the next it has gone; flat beyond the ends. */
function between(knots: readonly number[], score: number): { knot: number; share: number } {
  const last = knots.length - 1;
  if (score <= (knots[0] as number)) return { knot: 0, share: 0 };
  if (score >= (knots[last] as number)) return { knot: last, share: 0 };
  const knot = knots.findLastIndex((at) => at <= score);
  const [from, to] = [knots[knot] as number, knots[knot + 1] as number];
  return { knot, share: (score - from) / (to - from) };
}
