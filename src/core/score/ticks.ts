/**
 * Points are whole numbers: ten-thousandths ("ticks") of a point of the scorecard's scale, as DECIMAL(9,4) keeps them.
 * Integers add up exactly in any order and in any reader.
 */
export const TICKS_PER_POINT = 10_000;

/** Stands for "no score" in an Int32Array of ticks: the account cannot be judged. */
export const WITHHELD = -2_147_483_648;

/** Stands for "no such account that day" among earlier readings. */
export const ABSENT = WITHHELD + 1;

/** Whether ticks are a score, and neither WITHHELD nor ABSENT. */
export function isKnown(ticks: number): boolean {
  return ticks !== WITHHELD && ticks !== ABSENT;
}

/** Points to ticks, to the nearest; halves up. */
export function toTicks(points: number): number {
  return Math.floor(points * TICKS_PER_POINT + 0.5);
}

/** Ticks to points; NaN where there is no score, for columns of numbers. */
export function pointsOrNaN(ticks: number): number {
  return isKnown(ticks) ? ticks / TICKS_PER_POINT : Number.NaN;
}

/** Ticks to points; null where there is no score. */
export function toPoints(ticks: number): number | null {
  return isKnown(ticks) ? ticks / TICKS_PER_POINT : null;
}
