import { assertSameLength } from './assert-same-length.ts';
import type { AucEstimate } from './auc.ts';
import { countClasses } from './count-classes.ts';
import { estimate, withheld, withoutInterval } from './estimate.ts';
import { logitInterval } from './logit-interval.ts';
import { placements } from './placements.ts';
import { rowsByGroup } from './rows-by-group.ts';

export interface StratifiedAuc extends AucEstimate {
  /** Pairs of a churned and a renewed account of one segment, on which the value rests. */
  readonly pairs: number;
}

/**
 * AUC from pairs inside a segment only.
 *
 * For: beside the pooled AUC it shows a score that merely knows which segment churns more (Simpson's paradox): pooled
 * .75 and stratified .5 is no skill.
 * Formula: pairs in the right order, ties half, summed over segments / pairs inside segments. Its variance is that of a
 * ratio of sums over accounts, n1/(n1 - 1) * sum e² over the churned / pairs² plus the same for the renewed, where e is
 * an account's right pairs less its pairs times the AUC; with one segment that is DeLong's. Interval as `auc`.
 * Edges: no segment with both outcomes: null, `no_pairs`; else as `auc`.
 * Source: S. Janes, M. S. Pepe 2008 on covariate-adjusted AUC; the ratio's variance by the delta method. Cost: one sort.
 *
 * @param segments number of each row's segment
 * @example stratifiedAuc(scores, churned, segments).value
 */
export function stratifiedAuc(
  scores: Float64Array,
  churned: Uint8Array,
  segments: Int32Array,
  confidence = 0.95,
): StratifiedAuc {
  assertSameLength(scores, churned, segments);
  const counts = countClasses(churned);
  const { right, of } = withinSegments(scores, churned, segments);
  const total = (column: Float64Array) =>
    column.reduce((sum, x, row) => sum + (churned[row] === 1 ? x : 0), 0);
  const pairs = total(of);
  if (pairs === 0) {
    return { ...withheld(counts, counts.n === 0 ? 'empty' : 'no_pairs'), standardError: null, pairs };
  }
  const value = total(right) / pairs;
  const paired = of.map((others) => (others > 0 ? 1 : 0));
  const lost = total(paired);
  const kept = paired.reduce((sum, x) => sum + x, 0) - lost;
  if (lost < 2 || kept < 2) {
    return { ...withoutInterval(counts, value, 'insufficient', 2), standardError: null, pairs };
  }
  const squares = (outcome: 0 | 1) =>
    right.reduce(
      (sum, r, row) => sum + (churned[row] === outcome ? (r - value * (of[row] as number)) ** 2 : 0),
      0,
    );
  const variance = ((lost / (lost - 1)) * squares(1) + (kept / (kept - 1)) * squares(0)) / pairs ** 2;
  const standardError = Math.sqrt(variance);
  if (standardError === 0 || value === 0 || value === 1) {
    return { ...withoutInterval(counts, value, 'degenerate'), standardError, pairs };
  }
  return {
    ...estimate(counts, value, logitInterval(value, standardError, confidence)),
    standardError,
    pairs,
  };
}

/** Per row: its pairs inside its segment, and those of them in the right order, ties half. */
function withinSegments(
  scores: Float64Array,
  churned: Uint8Array,
  segments: Int32Array,
): { right: Float64Array; of: Float64Array } {
  const right = new Float64Array(scores.length);
  const of = new Float64Array(scores.length);
  for (const { rows } of rowsByGroup(segments)) {
    const outcome = Uint8Array.from(rows, (row) => churned[row] as number);
    const { n1, n0 } = countClasses(outcome);
    const placed = placements(
      Float64Array.from(rows, (row) => scores[row] as number),
      outcome,
    );
    for (const [i, row] of rows.entries()) {
      right[row] = placed[i] as number;
      of[row] = outcome[i] === 1 ? n0 : n1;
    }
  }
  return { right, of };
}
