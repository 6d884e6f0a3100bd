import { WITHHELD } from './ticks.ts';

/** Rows that are settled together: few enough for their remainders to stay in the processor's cache. */
const BLOCK = 128;

/**
 * Rounds columns of exact points to whole ones that add up to given totals, row by row, by largest remainder: as `allot`
 * does, equal remainders are served in the columns' order. No value moves by a whole tick or more.
 *
 * @param exact columns whose sum on each row rounds to that row's total; may hold NaN on rows that are withheld
 * @param totals whole numbers by row, or WITHHELD, which every column then repeats
 * @returns whole columns; on each row they add up to the total exactly
 */
export function settle(exact: readonly Float64Array[], totals: Int32Array): Int32Array[] {
  const whole = exact.map(() => new Int32Array(totals.length));
  const remainders = new Float64Array(BLOCK * exact.length);
  const open = new Int32Array(BLOCK);
  for (let from = 0; from < totals.length; from += BLOCK) {
    const rows = Math.min(BLOCK, totals.length - from);
    open.set(totals.subarray(from, from + rows));
    exact.forEach((column, c) => {
      const into = whole[c];
      if (into) roundBlock(column, into, { from, rows, c, columns: exact.length, remainders, open });
    });
    for (let i = 0; i < rows; i++) {
      if (totals[from + i] === WITHHELD) withhold(whole, from + i);
      else
        spread(whole, from + i, open[i] ?? 0, remainders.subarray(i * exact.length, (i + 1) * exact.length));
    }
  }
  return whole;
}

interface Block {
  readonly from: number;
  readonly rows: number;
  readonly c: number;
  readonly columns: number;
  /** By row of the block, then by column. */
  readonly remainders: Float64Array;
  /** What is left of each row's total. */
  readonly open: Int32Array;
}

function roundBlock(column: Float64Array, into: Int32Array, block: Block): void {
  const { from, rows, c, columns, remainders, open } = block;
  for (let i = 0; i < rows; i++) {
    const value = column[from + i] ?? 0;
    const nearest = Math.floor(value + 0.5);
    into[from + i] = nearest;
    remainders[i * columns + c] = value - nearest;
    open[i] = (open[i] ?? 0) - nearest;
  }
}

/** Gives a row's open ticks one by one to the columns that rounding has taken most from, or takes them back likewise. */
function spread(whole: readonly Int32Array[], row: number, open: number, remainders: Float64Array): void {
  const sign = Math.sign(open);
  for (let left = Math.abs(open); left > 0; left--) {
    const c = open > 0 ? firstLargest(remainders) : lastSmallest(remainders);
    const column = whole[c];
    if (column) column[row] = (column[row] ?? 0) + sign;
    remainders[c] = 0;
  }
}

function firstLargest(values: Float64Array): number {
  let found = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[found] ?? 0)) found = i;
  return found;
}

function lastSmallest(values: Float64Array): number {
  let found = values.length - 1;
  for (let i = found - 1; i >= 0; i--) if ((values[i] ?? 0) < (values[found] ?? 0)) found = i;
  return found;
}

function withhold(whole: readonly Int32Array[], row: number): void {
  for (const column of whole) column[row] = WITHHELD;
}
