import { sum } from './sum.ts';

/**
 * Mean, and sample variance with n - 1 below, by two passes so that a large mean costs no digits.
 * Edges: no rows: mean NaN; fewer than two: variance NaN; callers ask for enough rows first. O(n).
 */
export function meanAndVariance(values: Float64Array): { mean: number; variance: number } {
  const mean = sum(values) / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, variance: squares / (values.length - 1) };
}
