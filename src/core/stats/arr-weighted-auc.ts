import { areaOfBlocks } from './auc.ts';
import { classMissing } from './class-missing.ts';
import { countClasses } from './count-classes.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';
import { tieBlocks } from './tie-blocks.ts';

/**
 * AUC in which each pair of a churned and a renewed account counts by the product of their ARR.
 *
 * For: does the score work where the money is? Beside the plain AUC it shows a score that only knows small accounts.
 * Ties: half a pair. Edges: one class: null; a class without ARR: null, `degenerate`. No closed interval: use
 * `clusterBootstrap`. Units: a share. Precondition: ARR not negative, no NaN.
 * Source: scikit-learn `roc_auc_score(sample_weight=)` agrees. Cost: one sort.
 *
 * @example arrWeightedAuc(scores, churned, arr).value
 */
export function arrWeightedAuc(scores: Float64Array, churned: Uint8Array, arr: Float64Array): Estimate {
  const counts = countClasses(churned);
  const missing = classMissing(counts);
  if (missing !== null) return withheld(counts, missing);
  return estimate(counts, areaOfBlocks(tieBlocks(scores, churned, arr)));
}
