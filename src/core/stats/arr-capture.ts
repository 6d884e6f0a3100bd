import { countClasses } from './count-classes.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';
import { type TieBlocks, tieBlocks } from './tie-blocks.ts';

/**
 * Of the ARR that churned, the share that lay with the `capacity` accounts of lowest health.
 *
 * For: what the team's list is worth in money.
 * Ties: the block of equal scores that the line cuts through gives (capacity - rows above)/(its rows) of its churned ARR.
 * Edges: nobody churned: null, `single_class`; churned without ARR: null, `degenerate`; a capacity of n or more: 1.
 * Units: a share. Precondition: ARR not negative. Source: own definition, `topCapacity` in money. Cost: two sorts.
 *
 * @example arrCapture({ scores, churned, arr }, 25).value
 */
export function arrCapture(
  { scores, churned, arr }: { scores: Float64Array; churned: Uint8Array; arr: Float64Array },
  capacity: number,
): Estimate {
  const counts = countClasses(churned);
  if (counts.n === 0) return withheld(counts, 'empty');
  if (counts.n1 === 0) return withheld(counts, 'single_class');
  return estimate(
    counts,
    arrCaptureOfBlocks(tieBlocks(scores, churned), tieBlocks(scores, churned, arr), capacity),
  );
}

/** The same of tie blocks of one set of scores, by rows and by ARR: for bootstraps, which sort once. NaN where no ARR churned. */
export function arrCaptureOfBlocks(rows: TieBlocks, arr: TieBlocks, capacity: number): number {
  let lost = 0;
  for (let b = 0; b < arr.count; b += 1) lost += arr.churned[b] as number;
  return amountAmong(rows, arr.churned, capacity) / lost;
}

/** What the `k` rows of lowest health hold of an amount known by block. */
function amountAmong({ count, churned, renewed }: TieBlocks, amounts: Float64Array, k: number): number {
  let taken = 0;
  let amount = 0;
  for (let b = 0; b < count; b += 1) {
    if (k <= taken) break;
    const size = (churned[b] as number) + (renewed[b] as number);
    const share = Math.min(1, (k - taken) / size);
    amount += share * (amounts[b] as number);
    taken += size;
  }
  return amount;
}
