import { logistic } from './logit-interval.ts';

export interface ShrunkProblem {
  readonly x: readonly Float64Array[];
  readonly churned: Uint8Array;
  /** The direction that slopes are shrunk to. */
  readonly towards: Float64Array;
}

export interface Parameters {
  readonly intercept: number;
  readonly slopes: Float64Array;
}

/** Of the loss, the intercept first. */
export interface Curvature {
  readonly gradient: Float64Array;
  readonly hessian: readonly Float64Array[];
}

/** The matrix of the penalty: penalty * (I - t t' / t't), which takes no interest in the direction t. */
export function penalise(towards: Float64Array, penalty: number): Float64Array[] {
  const norm = towards.reduce((sum, share) => sum + share * share, 0);
  return [...towards.keys()].map((j) =>
    towards.map((share, k) => penalty * ((j === k ? 1 : 0) - ((towards[j] as number) * share) / norm)),
  );
}

/** Mean of the negative log-likelihood, and half the penalty. */
export function lossOf(
  { x, churned }: ShrunkProblem,
  charge: readonly Float64Array[],
  { intercept, slopes }: Parameters,
): number {
  let total = 0;
  for (let row = 0; row < churned.length; row += 1) {
    const logOdds = logOddsAt(x, { intercept, slopes }, row);
    total +=
      Math.max(logOdds, 0) + Math.log1p(Math.exp(-Math.abs(logOdds))) - (churned[row] as number) * logOdds;
  }
  const pulled = charge.reduce((sum, line, j) => sum + (slopes[j] as number) * dot(line, slopes), 0);
  return total / Math.max(churned.length, 1) + pulled / 2;
}

/** First and second derivatives of `lossOf`. */
export function curvatureOf(
  { x, churned }: ShrunkProblem,
  charge: readonly Float64Array[],
  at: Parameters,
): Curvature {
  const size = x.length + 1;
  const gradient = new Float64Array(size);
  const hessian = Array.from({ length: size }, () => new Float64Array(size));
  const along = new Float64Array(size).fill(1);
  const share = 1 / Math.max(churned.length, 1);
  for (let row = 0; row < churned.length; row += 1) {
    for (let j = 1; j < size; j += 1) along[j] = -(x[j - 1]?.[row] as number);
    const p = logistic(logOddsAt(x, at, row));
    addRow({ gradient, hessian }, along, {
      residual: share * (p - (churned[row] as number)),
      weight: share * p * (1 - p),
    });
  }
  charge.forEach((line, j) => {
    gradient[j + 1] = (gradient[j + 1] as number) + dot(line, at.slopes);
    addLine(hessian[j + 1], line);
  });
  mirror(hessian);
  return { gradient, hessian };
}

/** The lower half; the caller mirrors it. */
function addRow(
  { gradient, hessian }: { gradient: Float64Array; hessian: Float64Array[] },
  along: Float64Array,
  { residual, weight }: { residual: number; weight: number },
): void {
  for (let j = 0; j < along.length; j += 1) {
    const at = along[j] as number;
    gradient[j] = (gradient[j] as number) + residual * at;
    const line = hessian[j] as Float64Array;
    for (let k = 0; k <= j; k += 1) line[k] = (line[k] as number) + weight * at * (along[k] as number);
  }
}

function logOddsAt(x: readonly Float64Array[], { intercept, slopes }: Parameters, row: number): number {
  let logOdds = intercept;
  for (let j = 0; j < x.length; j += 1) logOdds -= (slopes[j] as number) * (x[j]?.[row] as number);
  return logOdds;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, j) => sum + value * (b[j] as number), 0);
}

/** Adds a line of the penalty, which knows no intercept. */
function addLine(to: Float64Array | undefined, line: Float64Array): void {
  if (!to) return;
  for (let k = 0; k < line.length; k += 1) to[k + 1] = (to[k + 1] as number) + (line[k] as number);
}

/** The upper half from the lower. */
function mirror(hessian: readonly Float64Array[]): void {
  hessian.forEach((line, j) => {
    for (let k = 0; k < j; k += 1) {
      const other = hessian[k];
      if (other) other[j] = line[k] as number;
    }
  });
}
