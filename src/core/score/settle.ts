import { WITHHELD } from './ticks.ts';

/**
 * Rounds columns of exact points to whole ones that add up to given totals, row by row, by largest remainder: as `allot`
 * does, equal remainders are served in the columns' order. No value moves by a whole tick or more.
 *
 * @param exact columns whose sum on each row rounds to that row's total; may hold NaN on rows that are withheld
 * @param totals whole numbers by row, or WITHHELD, which every column then repeats
 * @returns whole columns; on each row they add up to the total exactly
 */
export function settle(exact: readonly Float64Array[], totals: Int32Array): Int32Array[] {
  const left = Int32Array.from(totals);
  const whole = exact.map((column) => roundInto(column, left));
  for (let r = 0; r < left.length; r++) {
    if (totals[r] === WITHHELD) continue;
    for (let open = left[r] ?? 0; open !== 0; open -= Math.sign(open)) {
      const c = open > 0 ? mostShort(exact, whole, r) : mostOver(exact, whole, r);
      const column = whole[c];
      if (!column) break;
      column[r] = (column[r] ?? 0) + Math.sign(open);
    }
  }
  return whole;
}

function roundInto(exact: Float64Array, left: Int32Array): Int32Array {
  const whole = new Int32Array(exact.length);
  for (let r = 0; r < whole.length; r++) {
    if (left[r] === WITHHELD) {
      whole[r] = WITHHELD;
      continue;
    }
    const nearest = Math.floor((exact[r] ?? 0) + 0.5);
    whole[r] = nearest;
    left[r] = (left[r] ?? 0) - nearest;
  }
  return whole;
}

/** The column that rounding has taken most from; the first of equals. -1 if none was rounded down. */
function mostShort(exact: readonly Float64Array[], whole: readonly Int32Array[], r: number): number {
  let found = -1;
  let most = 0;
  for (let c = 0; c < exact.length; c++) {
    const short = (exact[c]?.[r] ?? 0) - (whole[c]?.[r] ?? 0);
    if (short > most) [found, most] = [c, short];
  }
  return found;
}

/** The column that rounding has given most to; the last of equals. -1 if none was rounded up. */
function mostOver(exact: readonly Float64Array[], whole: readonly Int32Array[], r: number): number {
  let found = -1;
  let most = 0;
  for (let c = 0; c < exact.length; c++) {
    const over = (whole[c]?.[r] ?? 0) - (exact[c]?.[r] ?? 0);
    if (over > 0 && over >= most) [found, most] = [c, over];
  }
  return found;
}
