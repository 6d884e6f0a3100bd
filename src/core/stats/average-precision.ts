import { classMissing } from './class-missing.ts';
import { countClasses } from './count-classes.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';
import { sum } from './sum.ts';
import { type TieBlocks, tieBlocks } from './tie-blocks.ts';

export interface AveragePrecision extends Estimate {
  /** What a useless score gets: the churn rate. */
  readonly baseline: number | null;
}

/**
 * Average precision, the area under the precision-recall curve: how pure the list of the riskiest stays as it grows.
 *
 * For: rare churn, where AUC looks good easily. Always to be read beside its baseline.
 * Formula: sum over distinct scores, riskiest first, of (recall gained) * (precision so far); not the trapezoid, which
 * is too friendly (fixture A: .689 against .730).
 * Ties: a block of equal scores is one step. Edges: one class: null (scikit-learn says 0 or 1). No closed interval: use
 * `clusterBootstrap`. Units: a share.
 * Source: scikit-learn `average_precision_score` agrees. Cost: one sort.
 *
 * @example averagePrecision(Float64Array.of(20, 35, 35, 60), Uint8Array.of(1, 1, 0, 0)).value // 0.8333
 */
export function averagePrecision(scores: Float64Array, churned: Uint8Array): AveragePrecision {
  const counts = countClasses(churned);
  const missing = classMissing(counts);
  if (missing !== null) return { ...withheld(counts, missing), baseline: null };
  const value = precisionOfBlocks(tieBlocks(scores, churned));
  return { ...estimate(counts, value), baseline: counts.n1 / counts.n };
}

/** The same of tie blocks, which may be weighted by how often each row was drawn; NaN where none of those churned. */
export function precisionOfBlocks({ count, churned, renewed }: TieBlocks): number {
  const n1 = sum(churned);
  let taken = 0;
  let found = 0;
  let area = 0;
  for (let b = 0; b < count; b += 1) {
    const lost = churned[b] as number;
    taken += lost + (renewed[b] as number);
    found += lost;
    if (lost === 0) continue;
    area += (lost / n1) * (found / taken);
  }
  return area;
}
