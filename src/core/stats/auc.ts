import { classMissing } from './class-missing.ts';
import { countClasses } from './count-classes.ts';
import { type Counts, type Estimate, estimate, withheld, withoutInterval } from './estimate.ts';
import { logitInterval } from './logit-interval.ts';
import { type TieBlocks, tieBlocks } from './tie-blocks.ts';

export interface AucEstimate extends Estimate {
  /** DeLong's standard error of `value`; null where it has none. */
  readonly standardError: number | null;
}

/**
 * ROC-AUC: the chance that, of a random churned and a random renewed account, the churned one had the lower health.
 *
 * For: does the score put leavers below stayers at all? 1 always, 0.5 no better than chance, below 0.5 the wrong way
 * round, which is reported as it is.
 * Formula: over all pairs (churned, renewed), 1 where the churned is lower, 1/2 where equal, averaged; equal to the
 * Mann-Whitney U of the mid-ranks over n1*n0. The interval is DeLong's variance carried to the log-odds scale:
 * measured on 6 churned and 54 renewed with a true AUC of 0.9, it covers 91 % where the plain one covers 80 %.
 * Ties: half a pair. A constant score gives exactly 0.5.
 * Edges: one class: null, `single_class`; under two of either class: no interval, `insufficient`; AUC 0 or 1 or no
 * variance: no interval, `degenerate`.
 * Units: a share. Preconditions: columns of one length, no NaN.
 * Source: DeLong, DeLong & Clarke-Pearson 1988; X. Sun, W. Xu, "Fast implementation of DeLong's algorithm", IEEE SPL
 * 21(11), 2014; scikit-learn `roc_auc_score` and R pROC agree.
 * Cost: one sort.
 *
 * @param scores health, higher is better
 * @param churned 1 churned, 0 renewed
 * @example auc(Float64Array.of(20, 35, 35, 60), Uint8Array.of(1, 1, 0, 0)).value // 0.875
 */
export function auc(scores: Float64Array, churned: Uint8Array, confidence = 0.95): AucEstimate {
  const counts = countClasses(churned);
  const missing = classMissing(counts);
  if (missing !== null) return { ...withheld(counts, missing), standardError: null };
  const blocks = tieBlocks(scores, churned);
  const area = areaOfBlocks(blocks);
  if (counts.n1 < 2 || counts.n0 < 2) {
    return { ...withoutInterval(counts, area, 'insufficient', 2), standardError: null };
  }
  const standardError = Math.sqrt(delongVariance(blocks, counts, area));
  if (standardError === 0 || area === 0 || area === 1) {
    return { ...withoutInterval(counts, area, 'degenerate'), standardError };
  }
  return { ...estimate(counts, area, logitInterval(area, standardError, confidence)), standardError };
}

/** The area itself, from blocks that may be weighted; NaN when a class has no weight. */
export function areaOfBlocks({ count, churned, renewed }: TieBlocks): number {
  let renewedBelow = 0;
  let churnedTotal = 0;
  let twicePairsLost = 0;
  for (let b = 0; b < count; b += 1) {
    const lost = churned[b] as number;
    const kept = renewed[b] as number;
    twicePairsLost += lost * (2 * renewedBelow + kept);
    renewedBelow += kept;
    churnedTotal += lost;
  }
  const twicePairs = 2 * churnedTotal * renewedBelow;
  return (twicePairs - twicePairsLost) / twicePairs;
}

/** S10/n1 + S01/n0, the variances of the placements, each with n - 1 below. */
function delongVariance({ count, churned, renewed }: TieBlocks, { n1, n0 }: Counts, area: number): number {
  let churnedBelow = 0;
  let renewedBelow = 0;
  let squares10 = 0;
  let squares01 = 0;
  for (let b = 0; b < count; b += 1) {
    const lost = churned[b] as number;
    const kept = renewed[b] as number;
    squares10 += lost * ((n0 - renewedBelow - kept / 2) / n0 - area) ** 2;
    squares01 += kept * ((churnedBelow + lost / 2) / n1 - area) ** 2;
    churnedBelow += lost;
    renewedBelow += kept;
  }
  return squares10 / (n1 - 1) / n1 + squares01 / (n0 - 1) / n0;
}
