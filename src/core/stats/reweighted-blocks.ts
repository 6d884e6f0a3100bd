import { assertSameLength } from './assert-same-length.ts';
import { endOfTies } from './mid-ranks.ts';
import { sortOrder } from './sort-order.ts';
import type { TieBlocks } from './tie-blocks.ts';

/**
 * Tie blocks for many weightings, or labellings, of the same scores: sorts once, then each call is one pass.
 *
 * For: bootstraps and shuffles, which would otherwise sort a thousand times. The blocks returned are overwritten by the
 * next call. Blocks may be empty.
 *
 * @example const blocks = reweightedBlocks(scores); areaOfBlocks(blocks(churned, timesDrawn))
 */
export function reweightedBlocks(
  scores: Float64Array,
): (churned: Uint8Array, weights?: Float64Array) => TieBlocks {
  const { blockOf, score } = blockNumbers(scores);
  const count = score.length;
  // One array, renewed first: where a row counts is then a sum and no branch, which chance would have mispredicted.
  const cells = new Float64Array(2 * count);
  const blocks = { count, score, renewed: cells.subarray(0, count), churned: cells.subarray(count) };
  const ones = new Float64Array(scores.length).fill(1);
  return (churned, weights = ones) => {
    assertSameLength(scores, churned, weights);
    cells.fill(0);
    for (let row = 0; row < churned.length; row += 1) {
      const cell = (blockOf[row] as number) + count * (churned[row] as number);
      cells[cell] = (cells[cell] as number) + (weights[row] as number);
    }
    return blocks;
  };
}

function blockNumbers(scores: Float64Array): { blockOf: Uint32Array; score: Float64Array } {
  const order = sortOrder(scores);
  const blockOf = new Uint32Array(scores.length);
  const score: number[] = [];
  let start = 0;
  while (start < order.length) {
    const end = endOfTies(scores, order, start);
    for (let i = start; i < end; i += 1) blockOf[order[i] as number] = score.length;
    score.push(scores[order[start] as number] as number);
    start = end;
  }
  return { blockOf, score: Float64Array.from(score) };
}
