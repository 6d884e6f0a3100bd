import { logistic } from './logit-interval.ts';
import { meanAndVariance } from './mean-and-variance.ts';

export interface LogisticMaximum {
  readonly intercept: number;
  readonly slope: number;
  readonly interceptVariance: number;
  readonly slopeVariance: number;
  readonly covariance: number;
}

interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/** Gradient and information (the negative Hessian) of the log-likelihood. */
interface Curvature {
  readonly g0: number;
  readonly g1: number;
  readonly h00: number;
  readonly h01: number;
  readonly h11: number;
}

const MOST_STEPS = 200;
const MOST_HALVINGS = 40;
/** A step this short (in squared standard errors) lands on the maximum, since the error is squared once more. */
const SETTLED = 1e-18;

/**
 * The line on the log-odds scale under which the targets are likeliest; targets may be any shares from 0 to 1.
 *
 * Newton's method, each step halved until the likelihood doesn't fall, x standardised so that neither its unit nor its
 * offset costs digits. Null if it does not settle. A constant x has slope 0.
 * Source: en.wikipedia.org/wiki/Logistic_regression (iteratively reweighted least squares). Cost: O(n) a step.
 */
export function maximiseLogistic(x: Float64Array, targets: Float64Array): LogisticMaximum | null {
  const { mean, variance } = meanAndVariance(x);
  const scale = variance > 0 ? Math.sqrt(variance) : 1;
  const z = x.map((value) => (value - mean) / scale);
  let line: Line = { intercept: 0, slope: 0 };
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const newton = newtonStep(curvatureAt(line, z, targets));
    if (newton === null) return null;
    line = climb(line, newton.by, { z, targets });
    if (newton.decrement < SETTLED) return inUnitsOf(line, curvatureAt(line, z, targets), { mean, scale });
  }
  return null;
}

/** Newton's step, and how far it goes in squared standard errors. */
function newtonStep({ g0, g1, h00, h01, h11 }: Curvature): { by: Line; decrement: number } | null {
  if (h11 === 0) return { by: { intercept: g0 / h00, slope: 0 }, decrement: (g0 * g0) / h00 };
  const determinant = h00 * h11 - h01 * h01;
  if (!(determinant > 0)) return null;
  const by = { intercept: (h11 * g0 - h01 * g1) / determinant, slope: (h00 * g1 - h01 * g0) / determinant };
  return { by, decrement: by.intercept * g0 + by.slope * g1 };
}

/** As much of the step, by halving, as does not lower the likelihood. */
function climb(line: Line, by: Line, data: { z: Float64Array; targets: Float64Array }): Line {
  const before = logLikelihood(line, data);
  for (let halving = 0, share = 1; halving < MOST_HALVINGS; halving += 1, share /= 2) {
    const next = { intercept: line.intercept + share * by.intercept, slope: line.slope + share * by.slope };
    if (logLikelihood(next, data) >= before - 1e-12 * Math.abs(before)) return next;
  }
  return line;
}

function curvatureAt({ intercept, slope }: Line, z: Float64Array, targets: Float64Array): Curvature {
  let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
  for (let i = 0; i < z.length; i += 1) {
    const zi = z[i] as number;
    const p = logistic(intercept + slope * zi);
    const residual = (targets[i] as number) - p;
    const weight = p * (1 - p);
    g0 += residual;
    g1 += residual * zi;
    h00 += weight;
    h01 += weight * zi;
    h11 += weight * zi * zi;
  }
  return { g0, g1, h00, h01, h11 };
}

function logLikelihood(
  { intercept, slope }: Line,
  { z, targets }: { z: Float64Array; targets: Float64Array },
): number {
  let total = 0;
  for (let i = 0; i < z.length; i += 1) {
    const logOdds = intercept + slope * (z[i] as number);
    const logOfOther = -Math.max(logOdds, 0) - Math.log1p(Math.exp(-Math.abs(logOdds)));
    total += (targets[i] as number) * logOdds + logOfOther;
  }
  return total;
}

/** Back from the standardised x, with the variances that the information gives. */
function inUnitsOf(
  line: Line,
  { h00, h01, h11 }: Curvature,
  { mean, scale }: { mean: number; scale: number },
): LogisticMaximum {
  if (h11 === 0) {
    const flat = { intercept: line.intercept, slope: 0, slopeVariance: 0, covariance: 0 };
    return { ...flat, interceptVariance: 1 / h00 };
  }
  const determinant = h00 * h11 - h01 * h01;
  const [v00, v01, v11] = [h11 / determinant, -h01 / determinant, h00 / determinant];
  const shift = mean / scale;
  return {
    intercept: line.intercept - line.slope * shift,
    slope: line.slope / scale,
    interceptVariance: v00 - 2 * shift * v01 + shift * shift * v11,
    slopeVariance: v11 / scale ** 2,
    covariance: (v01 - shift * v11) / scale,
  };
}
