import { auc } from './auc.ts';
import type { Estimate } from './estimate.ts';

/**
 * Gini coefficient, or accuracy ratio: AUC stretched from -1 (perfectly wrong) over 0 (chance) to 1 (perfect).
 *
 * Formula: 2 * AUC - 1, the interval likewise; equal to the rank-biserial correlation.
 * Ties, edges, source and cost as `auc`.
 *
 * @example gini(Float64Array.of(20, 35, 35, 60), Uint8Array.of(1, 1, 0, 0)).value // 0.75
 */
export function gini(scores: Float64Array, churned: Uint8Array, confidence = 0.95): Estimate {
  const { standardError: _, ...area } = auc(scores, churned, confidence);
  if (area.value === null) return area;
  const ci = area.ci === null ? null : ([2 * area.ci[0] - 1, 2 * area.ci[1] - 1] as const);
  return { ...area, value: 2 * area.value - 1, ci };
}
