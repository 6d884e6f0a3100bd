import { assertSameLength } from './assert-same-length.ts';
import { clampCorrelation } from './correlation.ts';
import { midRanks } from './mid-ranks.ts';

/**
 * Spearman's correlation of two scores of the same accounts: 1 where they rank everybody alike.
 *
 * Formula: Pearson's r of the mid-ranks. Ties: mid-ranks. Edges: a constant score, or no row: null. Precondition: no NaN.
 * Source: scipy `spearmanr` agrees. Cost: two sorts.
 *
 * @example rankAgreement(Float64Array.of(1, 2, 3), Float64Array.of(10, 30, 20)) // 0.5
 */
export function rankAgreement(a: Float64Array, b: Float64Array): number | null {
  assertSameLength(a, b);
  const middle = (a.length + 1) / 2;
  const first = midRanks(a).map((rank) => rank - middle);
  const second = midRanks(b).map((rank) => rank - middle);
  const norm = Math.sqrt(product(first, first) * product(second, second));
  return norm === 0 ? null : clampCorrelation(product(first, second) / norm);
}

function product(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}
