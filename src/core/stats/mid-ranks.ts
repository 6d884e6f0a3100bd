import { sortOrder } from './sort-order.ts';

/**
 * Mid-ranks: each row's place in ascending order, counted from 1, where rows of equal value share the mean of
 * their places. The sum is always n(n+1)/2.
 *
 * For: AUC, Spearman and every other statistic of order.
 * Ties: by exact equality; minus zero equals zero. Edges: no rows, no ranks. Precondition: no NaN.
 * Source: scipy `rankdata(method="average")`; en.wikipedia.org/wiki/Ranking ("fractional ranking").
 * Cost: O(n log n) below 512 rows, O(n) above.
 *
 * @example midRanks(Float64Array.of(20, 35, 35, 40)) // [1, 2.5, 2.5, 4]
 */
export function midRanks(values: Float64Array): Float64Array {
  const order = sortOrder(values);
  const ranks = new Float64Array(values.length);
  let start = 0;
  while (start < order.length) {
    const end = endOfTies(values, order, start);
    const rank = (start + 1 + end) / 2;
    for (let i = start; i < end; i += 1) ranks[order[i] as number] = rank;
    start = end;
  }
  return ranks;
}

/** One past the last place whose value equals that at `start`. */
export function endOfTies(values: Float64Array, order: Uint32Array, start: number): number {
  const value = values[order[start] as number];
  let end = start + 1;
  while (end < order.length && values[order[end] as number] === value) end += 1;
  return end;
}
