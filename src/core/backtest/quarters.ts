import { MILLISECONDS_A_DAY } from '../config/days.ts';

/** Number of the quarter in which a day lies, from year 0 on. Days are counted from 1970. */
export function quarterOf(day: number): number {
  const date = new Date(day * MILLISECONDS_A_DAY);
  return date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
}

/** First day of a quarter. */
function quarterStart(quarter: number): number {
  return Date.UTC(Math.floor(quarter / 4), (quarter % 4) * 3, 1) / MILLISECONDS_A_DAY;
}

/** @example quarterName(8106) // '2026-Q3' */
export function quarterName(quarter: number): string {
  return `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
}

/** The starts of all quarters that the days touch, and the end of the last. Empty for no days. */
export function quarterStarts(days: Float64Array): number[] {
  if (days.length === 0) return [];
  const first = quarterOf(days.reduce((a, b) => Math.min(a, b)));
  const last = quarterOf(days.reduce((a, b) => Math.max(a, b)));
  return Array.from({ length: last - first + 2 }, (_, i) => quarterStart(first + i));
}
