import { sum } from './sum.ts';

/**
 * Mean, and sample variance with n - 1 below, by two passes so that a large mean costs no digits.
 * Edges: no rows: mean NaN; fewer than two: variance NaN; callers ask for enough rows first. Equal values have variance 0
 * exactly, whatever rounding would make of their mean. O(n).
 *
 * @example meanAndVariance(new Float64Array(7).fill(0.1)) // { mean: 0.1, variance: 0 }
 */
export function meanAndVariance(values: Float64Array): { mean: number; variance: number } {
  const mean = values.every((value) => value === values[0])
    ? (values[0] ?? Number.NaN)
    : sum(values) / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, variance: squares / Math.max(values.length - 1, 0) };
}
