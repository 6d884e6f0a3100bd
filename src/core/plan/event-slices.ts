/** Days of events, `until` not among them; null is no bound. */
export interface EventWindow {
  readonly from: string | null;
  readonly until: string | null;
}

/**
 * Cuts the days of events into contiguous windows of about `most` events each, at least one day a window. Together they cover
 * all of time, so that no row can fall between them.
 */
export function eventWindows(
  days: readonly { readonly day: string; readonly rows: number }[],
  most: number,
): EventWindow[] {
  const cuts: string[] = [];
  let filled = 0;
  for (const { day, rows } of days) {
    if (filled > 0 && filled + rows > most) {
      cuts.push(day);
      filled = 0;
    }
    filled += rows;
  }
  return [null, ...cuts].map((from, i) => ({ from, until: cuts[i] ?? null }));
}
