import { assertSameLength } from './assert-same-length.ts';
import { endOfTies } from './mid-ranks.ts';
import { sortOrder } from './sort-order.ts';

/** Rows gathered by equal score, riskiest (lowest health) first. Column k of each array describes block k. */
export interface TieBlocks {
  readonly count: number;
  /** The health that the block's rows share, ascending. */
  readonly score: Float64Array;
  /** Churned rows in the block, or their weight. */
  readonly churned: Float64Array;
  /** Renewed rows in the block, or their weight. */
  readonly renewed: Float64Array;
}

/**
 * Sorts once and gathers equal scores. AUC, DeLong, KS, average precision, lift and gains are all sums over these
 * blocks, which is how none of them can depend on the order of tied rows.
 *
 * `scores`: health, higher is better, no NaN. `churned`: 1 or 0. `weights`: not negative; 1 a row when absent.
 * Cost: one sort, then O(n).
 *
 * @example tieBlocks(Float64Array.of(35, 20, 35), Uint8Array.of(1, 1, 0)) // score [20, 35], churned [1, 1], renewed [0, 1]
 */
export function tieBlocks(scores: Float64Array, churned: Uint8Array, weights?: Float64Array): TieBlocks {
  assertSameLength(scores, churned, ...(weights === undefined ? [] : [weights]));
  const order = sortOrder(scores);
  const blocks = emptyBlocks(scores, order);
  let start = 0;
  for (let block = 0; block < blocks.count; block += 1) {
    const end = endOfTies(scores, order, start);
    for (let i = start; i < end; i += 1) {
      const row = order[i] as number;
      const side = churned[row] === 1 ? blocks.churned : blocks.renewed;
      side[block] = (side[block] as number) + (weights === undefined ? 1 : (weights[row] as number));
    }
    blocks.score[block] = scores[order[start] as number] as number;
    start = end;
  }
  return blocks;
}

function emptyBlocks(scores: Float64Array, order: Uint32Array): TieBlocks {
  let count = 0;
  for (let start = 0; start < order.length; start = endOfTies(scores, order, start)) count += 1;
  return {
    count,
    score: new Float64Array(count),
    churned: new Float64Array(count),
    renewed: new Float64Array(count),
  };
}
