import { assertSameLength } from './assert-same-length.ts';
import { assignBins, MISSING_BIN, quantileBinning } from './binning.ts';
import { chiSquareQuantile } from './chi-square.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';
import { sum } from './sum.ts';

export interface PsiEstimate extends Estimate {
  /** Bins that hold anything, missing included. */
  readonly bins: number;
  /** What chance alone stays below 95 times in 100 with as many rows and bins. */
  readonly critical: number | null;
  /** Above 0.1 and above `critical`. */
  readonly alarm: boolean;
}

const NOTEWORTHY = 0.1;
const FEW_ROWS = 500;

/**
 * Population stability index: has a measure or score drifted between two snapshots?
 *
 * Formula: sum over bins of (a - e) * ln(a / e), a the share of the current rows in the bin, e that of the baseline.
 * Bins are the baseline's tenths, or fifths when either side has under 500 rows; missing values are a bin of their own;
 * a constant baseline has the bins "equal" and "not".
 * The usual alarm at 0.1 means nothing for small samples: at 100 against 100 rows and ten bins chance alone reaches .34.
 * Without drift PSI is about (1/N + 1/M) times a chi-square with bins - 1 degrees of freedom; `critical` is its 95 %.
 * Edges: no rows on either side: null; an empty cell: 0.5 is added to every cell, never dropped, never infinite.
 * Units: nats. Source: C. Potgieter et al., arXiv 2307.11878. Cost: one sort of the baseline.
 *
 * @param baseline NaN where missing
 * @returns n1: current rows; n0: baseline rows
 * @example psi(scoresOfJanuary, scoresOfMarch).alarm
 */
export function psi(baseline: Float64Array, current: Float64Array, bins?: number): PsiEstimate {
  const few = Math.min(baseline.length, current.length) < FEW_ROWS;
  const binning = quantileBinning(baseline, bins ?? (few ? 5 : 10));
  const width = (binning.kind === 'equal' ? 2 : binning.edges.length + 1) + 1;
  const count = (values: Float64Array) => {
    const cells = new Float64Array(width);
    for (const bin of assignBins(values, binning)) {
      const cell = bin === MISSING_BIN ? width - 1 : bin;
      cells[cell] = (cells[cell] as number) + 1;
    }
    return cells;
  };
  return psiOfCounts(count(baseline), count(current));
}

/**
 * The same from counted bins, for bins that were frozen earlier or for categories.
 *
 * @example psiOfCounts([50, 50], [30, 70]).value // 0.1694
 */
export function psiOfCounts(baseline: ArrayLike<number>, current: ArrayLike<number>): PsiEstimate {
  assertSameLength(baseline, current);
  const cells = Array.from(baseline, (e, i) => ({ e, a: current[i] as number })).filter(
    ({ e, a }) => e + a > 0,
  );
  const [before, after] = [sum(cells.map(({ e }) => e)), sum(cells.map(({ a }) => a))];
  const counts = { n: before + after, n1: after, n0: before };
  const bins = cells.length;
  if (before === 0 || after === 0)
    return { ...withheld(counts, 'empty'), bins, critical: null, alarm: false };
  const extra = cells.some(({ e, a }) => e === 0 || a === 0) ? 0.5 : 0;
  const value = sum(
    cells.map(({ e, a }) => {
      const expected = (e + extra) / (before + extra * bins);
      const actual = (a + extra) / (after + extra * bins);
      return (actual - expected) * Math.log(actual / expected);
    }),
  );
  const critical = psiCritical({ bins, baseline: before, current: after });
  return { ...estimate(counts, value), bins, critical, alarm: value > NOTEWORTHY && value > critical };
}

/** The PSI that chance alone stays below with this confidence. @example psiCritical({ bins: 10, baseline: 100, current: 100 }) // 0.338 */
export function psiCritical(
  { bins, baseline, current }: { bins: number; baseline: number; current: number },
  confidence = 0.95,
): number {
  return bins < 2 ? 0 : chiSquareQuantile(confidence, bins - 1) * (1 / baseline + 1 / current);
}
