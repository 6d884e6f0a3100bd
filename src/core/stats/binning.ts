import { quantileOfSorted } from './quantile.ts';

/**
 * How values fall into bins; made once from a baseline and then frozen, so that later values meet the same bins.
 *
 * - `edges`: bin b holds the values above edge b - 1 and up to edge b itself; one bin more than edges
 * - `equal`: bin 0 holds the one value, bin 1 every other; for a baseline that is constant
 */
export type Binning =
  | { readonly kind: 'edges'; readonly edges: readonly number[] }
  | { readonly kind: 'equal'; readonly value: number };

/** The bin of missing values. */
export const MISSING_BIN = -1;

/**
 * Bins with about equally many rows of the baseline each, and at least one. Equal values stay together, so that there
 * may be fewer bins than asked for; a constant baseline gives the two bins "equal" and "not".
 *
 * NaN counts as missing and has no say in the edges. Edges: no value at all: one bin for everything.
 * Source: numpy `quantile` for the edges. Cost: one sort.
 *
 * @example quantileBinning(Float64Array.of(1, 2, 3, 4), 2) // { kind: 'edges', edges: [2.5] }
 */
export function quantileBinning(baseline: Float64Array, bins: number): Binning {
  const sorted = baseline.filter((value) => !Number.isNaN(value)).sort();
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return { kind: 'edges', edges: [] };
  if (least === most) return { kind: 'equal', value: least };
  const cuts = Array.from({ length: bins - 1 }, (_, i) => quantileOfSorted(sorted, (i + 1) / bins));
  return { kind: 'edges', edges: withRowsBetween(cuts, sorted) };
}

/** The cuts that leave a row of the baseline in every bin; of two without a row between them, the first. */
function withRowsBetween(cuts: readonly number[], sorted: Float64Array): number[] {
  const kept: number[] = [];
  let row = 0;
  for (const cut of cuts) {
    const before = row;
    while (row < sorted.length && (sorted[row] as number) <= cut) row += 1;
    if (row > before && row < sorted.length) kept.push(cut);
  }
  return kept;
}

/** Bins of equal width between `low` and `high`. @example uniformBinning(0, 1, 5) // edges .2, .4, .6, .8 */
export function uniformBinning(low: number, high: number, bins: number): Binning {
  return {
    kind: 'edges',
    edges: Array.from({ length: bins - 1 }, (_, i) => low + ((high - low) * (i + 1)) / bins),
  };
}

/** The bin of each value, from 0; NaN is `MISSING_BIN`. O(n log bins). */
export function assignBins(values: Float64Array, binning: Binning): Int32Array {
  return Int32Array.from(values, (value) => binOf(value, binning));
}

function binOf(value: number, binning: Binning): number {
  if (Number.isNaN(value)) return MISSING_BIN;
  if (binning.kind === 'equal') return value === binning.value ? 0 : 1;
  return edgesBelow(value, binning.edges);
}

/** How many edges lie strictly below the value. */
function edgesBelow(value: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
