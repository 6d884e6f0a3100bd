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
  const blocks = {
    count: score.length,
    score,
    churned: new Float64Array(score.length),
    renewed: new Float64Array(score.length),
  };
  return (churned, weights) => {
    assertSameLength(scores, churned, ...(weights === undefined ? [] : [weights]));
    blocks.churned.fill(0);
    blocks.renewed.fill(0);
    for (let row = 0; row < churned.length; row += 1) {
      const side = churned[row] === 1 ? blocks.churned : blocks.renewed;
      const block = blockOf[row] as number;
      side[block] = (side[block] as number) + (weights === undefined ? 1 : (weights[row] as number));
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
