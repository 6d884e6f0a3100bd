import { assertSameLength } from './assert-same-length.ts';
import { countClasses } from './count-classes.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';
import { createFenwickTree } from './fenwick-tree.ts';
import { sortOrder } from './sort-order.ts';

/**
 * Concordance index: of the pairs whose order of leaving is known, the share in which the healthier stayed longer.
 *
 * For: AUC for time to churn, with open terms.
 * Formula: (right pairs + half of those with equal health) / pairs that may be compared. A pair may be compared if the
 * shorter duration ended in churn, or both are equal and just one did; two that churned at the same time may not.
 * Ties: equal health is half a pair. Edges: no such pair: null, `no_pairs` (lifelines raises). Units: a share.
 * Precondition: no NaN. Source: F. E. Harrell 1982; lifelines `concordance_index` agrees. Cost: O(n log n).
 *
 * @param churned 1 if the duration ended in churn, 0 if it was still running
 * @returns n1: churned, n0: still running
 * @example concordance({ scores, durations, churned }).value
 */
export function concordance({
  scores,
  durations,
  churned,
}: {
  scores: Float64Array;
  durations: Float64Array;
  churned: Uint8Array;
}): Estimate {
  assertSameLength(scores, durations, churned);
  const counts = countClasses(churned);
  const ranks = denseRanks(scores);
  const seen = createFenwickTree(scores.length);
  let pairs = 0;
  let twiceRight = 0;
  for (const { lost, open } of byTimeLatestFirst(durations, churned)) {
    for (const row of open) seen.add(ranks[row] as number);
    for (const row of lost) {
      const rank = ranks[row] as number;
      const notAbove = seen.countUpTo(rank);
      pairs += seen.total();
      twiceRight += 2 * (seen.total() - notAbove) + (notAbove - seen.countUpTo(rank - 1));
    }
    for (const row of lost) seen.add(ranks[row] as number);
  }
  return pairs === 0 ? withheld(counts, 'no_pairs') : estimate(counts, twiceRight / (2 * pairs));
}

/** 1 for the lowest score, 2 for the next distinct one, and so on. */
function denseRanks(scores: Float64Array): Uint32Array {
  const ranks = new Uint32Array(scores.length);
  let rank = 0;
  let last = Number.NaN;
  for (const row of sortOrder(scores)) {
    if (scores[row] !== last) rank += 1;
    last = scores[row] as number;
    ranks[row] = rank;
  }
  return ranks;
}

function byTimeLatestFirst(
  durations: Float64Array,
  churned: Uint8Array,
): { lost: number[]; open: number[] }[] {
  const groups: { time: number; lost: number[]; open: number[] }[] = [];
  for (const row of sortOrder(durations).reverse()) {
    const time = durations[row] as number;
    let group = groups.at(-1);
    if (group === undefined || group.time !== time) {
      group = { time, lost: [], open: [] };
      groups.push(group);
    }
    (churned[row] === 1 ? group.lost : group.open).push(row);
  }
  return groups;
}
