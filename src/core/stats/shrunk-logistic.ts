import { logistic } from './logit-interval.ts';
import {
  type Curvature,
  curvatureOf,
  lossOf,
  type Parameters,
  penalise,
  type ShrunkProblem,
} from './shrunk-loss.ts';

const MOST_STEPS = 100;
const MOST_SWEEPS = 5000;
const MOST_HALVINGS = 30;
const SETTLED = 1e-10;
/** Keeps a column without any spread from dividing by nothing. */
const FLAT = 1e-12;

/** log-odds of churn = intercept - sum(slopes[j] * x[j]); no slope is negative. */
export interface ShrunkFit {
  readonly intercept: number;
  readonly slopes: Float64Array;
}

/**
 * Logistic regression of having churned on several columns of health, none of which may raise the odds of churn, shrunk
 * towards a direction: the penalty is on the part of the slopes that does not point along `towards`, so that an infinite
 * penalty leaves one free number, how steep the given direction is, and none leaves the non-negative fit.
 *
 * Formula: minimise mean(-log likelihood) + penalty/2 * |slopes - projection on towards|², slopes >= 0. Convex. Newton's
 * quadratic model, minimised by cyclic coordinate descent under the bounds, each step halved until the loss falls.
 * Edges: the caller brings both classes; separation needs a positive penalty to settle.
 * Source: J. Friedman, T. Hastie, R. Tibshirani, "Regularization Paths for Generalized Linear Models", 2010.
 * Cost: O(n p²) a step, about ten steps.
 *
 * @param problem.x columns of health, one length, no NaN
 * @param problem.towards not negative, not all 0
 */
export function shrunkLogistic(problem: ShrunkProblem, penalty: number): ShrunkFit {
  const { columns, towards } = along(problem, penalty);
  const shrunk: ShrunkProblem = { x: columns, churned: problem.churned, towards };
  const charge = penalise(towards, Number.isFinite(penalty) ? penalty : 0);
  let at: Parameters = { intercept: 0, slopes: new Float64Array(columns.length) };
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = descend(shrunk, charge, at);
    const moved = distance(at, next);
    at = next;
    if (moved < SETTLED) break;
  }
  if (Number.isFinite(penalty)) return at;
  return { intercept: at.intercept, slopes: problem.towards.map((share) => share * (at.slopes[0] ?? 0)) };
}

/** Churn probability of each row by a fit. */
export function shrunkProbabilities(
  { intercept, slopes }: ShrunkFit,
  x: readonly Float64Array[],
): Float64Array {
  const rows = x[0]?.length ?? 0;
  return Float64Array.from({ length: rows }, (_, row) => {
    let logOdds = intercept;
    for (let j = 0; j < x.length; j += 1) logOdds -= (slopes[j] as number) * (x[j]?.[row] as number);
    return logistic(logOdds);
  });
}

/** With an infinite penalty only the given direction is left, as one column. */
function along(
  { x, towards }: ShrunkProblem,
  penalty: number,
): { columns: readonly Float64Array[]; towards: Float64Array } {
  if (Number.isFinite(penalty)) return { columns: x, towards };
  const rows = x[0]?.length ?? 0;
  const mixed = Float64Array.from({ length: rows }, (_, row) =>
    x.reduce((sum, column, j) => sum + (towards[j] as number) * (column[row] as number), 0),
  );
  return { columns: [mixed], towards: Float64Array.of(1) };
}

function descend(problem: ShrunkProblem, charge: readonly Float64Array[], at: Parameters): Parameters {
  const target = solveBounded(curvatureOf(problem, charge, at), at);
  const before = lossOf(problem, charge, at);
  for (let halving = 0, share = 1; halving < MOST_HALVINGS; halving += 1, share /= 2) {
    const next = {
      intercept: at.intercept + share * (target.intercept - at.intercept),
      slopes: at.slopes.map((slope, j) => slope + share * ((target.slopes[j] as number) - slope)),
    };
    if (lossOf(problem, charge, next) <= before) return next;
  }
  return at;
}

/** The least of the quadratic model where no slope is negative; place 0 is the intercept, which is free. */
function solveBounded({ gradient, hessian }: Curvature, at: Parameters): Parameters {
  const found = Float64Array.of(at.intercept, ...at.slopes);
  const pull = gradient.slice();
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    const largest = sweepOnce(hessian, found, pull);
    if (largest < SETTLED / 10) break;
  }
  return { intercept: found[0] as number, slopes: found.slice(1) };
}

/** Moves each place to its own best, the others being as they are; answers the longest step. */
function sweepOnce(hessian: readonly Float64Array[], found: Float64Array, pull: Float64Array): number {
  let largest = 0;
  for (const [j, line] of hessian.entries()) {
    const here = found[j] as number;
    const wanted = here - (pull[j] as number) / ((line[j] as number) + FLAT);
    const step = (j === 0 ? wanted : Math.max(0, wanted)) - here;
    if (step === 0) continue;
    found[j] = here + step;
    for (let k = 0; k < pull.length; k += 1) pull[k] = (pull[k] as number) + (line[k] as number) * step;
    largest = Math.max(largest, Math.abs(step));
  }
  return largest;
}

function distance(a: Parameters, b: Parameters): number {
  const slopes = a.slopes.map((slope, j) => Math.abs(slope - (b.slopes[j] as number)));
  return slopes.reduce((most, step) => Math.max(most, step), Math.abs(a.intercept - b.intercept));
}
