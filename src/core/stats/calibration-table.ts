import { assertSameLength } from './assert-same-length.ts';
import { assignBins, type Binning, quantileBinning } from './binning.ts';
import { countClasses } from './count-classes.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';
import { wilson } from './wilson.ts';

interface CalibrationRow {
  readonly n: number;
  /** Lowest and highest probability in the bin. */
  readonly lowest: number;
  readonly highest: number;
  readonly meanProbability: number;
  /** What happened, with Wilson's interval. */
  readonly churnRate: Estimate;
}

export interface CalibrationTable {
  /** From the lowest probability to the highest; empty bins are left out. */
  readonly rows: readonly CalibrationRow[];
  /** Expected calibration error of this table; another table has another. */
  readonly ece: Estimate;
}

/**
 * Reliability table: do of those told "30 %" three in ten churn?
 *
 * Formula: rows by predicted probability; ECE = sum of (rows in bin / n) * |churn rate - mean probability|.
 * Bins are equal in mass and keep equal probabilities together; a bin with fewer than `leastRows` joins the next one,
 * the last one its neighbour. ECE depends on the bins (fixture A: .117 with five of equal width, .158 with quarters),
 * so print them beside it and prefer `calibrationLine` and `spiegelhalter` in small samples.
 * Edges: no rows: empty table, ECE null. Units: probabilities. Precondition: 0 <= p <= 1.
 * Source: scikit-learn `calibration_curve`; ECE: M. Pakdaman Naeini et al. 2015. Cost: one sort.
 *
 * @param probabilities of churn
 * @example calibrationTable(probabilities, churned, { bins: 5 }).rows
 */
export function calibrationTable(
  probabilities: Float64Array,
  churned: Uint8Array,
  { bins = 10, leastRows = 10 }: { bins?: number; leastRows?: number } = {},
): CalibrationTable {
  return calibrationTableOf(probabilities, churned, {
    binning: quantileBinning(probabilities, bins),
    leastRows,
  });
}

/** The same with bins of your own, such as `uniformBinning(0, 1, 5)`. */
export function calibrationTableOf(
  probabilities: Float64Array,
  churned: Uint8Array,
  { binning, leastRows }: { binning: Binning; leastRows: number },
): CalibrationTable {
  assertSameLength(probabilities, churned);
  const counts = countClasses(churned);
  const groups = mergeSmall(rowsByBin(assignBins(probabilities, binning)), leastRows);
  const rows = groups.map((group) => describe(group, probabilities, churned));
  if (counts.n === 0) return { rows, ece: withheld(counts, 'empty') };
  const gap = (row: CalibrationRow) => Math.abs((row.churnRate.value ?? 0) - row.meanProbability);
  const ece = rows.reduce((total, row) => total + (row.n / counts.n) * gap(row), 0);
  return { rows, ece: estimate(counts, ece) };
}

function rowsByBin(bins: Int32Array): number[][] {
  const groups = new Map<number, number[]>();
  for (const [row, bin] of bins.entries()) {
    const group = groups.get(bin);
    if (group === undefined) groups.set(bin, [row]);
    else group.push(row);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, rows]) => rows);
}

function mergeSmall(groups: readonly number[][], leastRows: number): number[][] {
  const merged: number[][] = [];
  let open: number[] = [];
  for (const group of groups) {
    open = open.concat(group);
    if (open.length < leastRows) continue;
    merged.push(open);
    open = [];
  }
  if (open.length > 0) merged.push((merged.pop() ?? []).concat(open));
  return merged;
}

function describe(rows: readonly number[], probabilities: Float64Array, churned: Uint8Array): CalibrationRow {
  let [total, hits, lowest, highest] = [0, 0, 1, 0];
  for (const row of rows) {
    const p = probabilities[row] as number;
    total += p;
    hits += churned[row] as number;
    lowest = Math.min(lowest, p);
    highest = Math.max(highest, p);
  }
  return {
    n: rows.length,
    lowest,
    highest,
    meanProbability: total / rows.length,
    churnRate: wilson(hits, rows.length),
  };
}
