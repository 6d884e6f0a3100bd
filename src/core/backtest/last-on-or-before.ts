import { addDays } from '../config/days.ts';

/**
 * The last of some days that lies `days` days or more before another; null when even the first is later.
 *
 * @param dates YYYY-MM-DD, ascending
 */
export function lastOnOrBefore(dates: readonly string[], day: string, days: number): string | null {
  const limit = addDays(day, -days);
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((dates[middle] ?? '') <= limit) low = middle + 1;
    else high = middle;
  }
  return dates[low - 1] ?? null;
}
