/** When a series went from one level to another. */
export interface TurningPoint {
  /** The first reading of the new level. */
  readonly at: number;
  /** Means before and from `at` on. */
  readonly before: number;
  readonly after: number;
}

/** Readings that either level must have. */
const SIDE = 3;
/** What the largest F over all splits of a series without a break exceeds one time in twenty (Andrews 1993, one parameter, 15 % trimmed). */
const CRITICAL_F = 8.85;

/**
 * The one split of a series that explains most of it as two levels, if it explains more than chance would.
 *
 * For: the day on which a dimension turned. Formula: over all splits the largest F = (S - S1 - S2) / ((S1 + S2) / (n - 2)) of
 * sums of squares around the means; a turn if it exceeds the sup-F critical value. Ties: the earliest. Edges: null for fewer
 * than six known readings and for a series without a turn; readings that are NaN are passed over.
 * Source: D. Andrews, Econometrica 61(4), 1993; J. Bai, P. Perron 1998. Cost: O(n).
 *
 * @param least how far apart the levels must be at least, in the series' unit
 */
export function turningPoint(series: ArrayLike<number>, least: number): TurningPoint | null {
  const known = Array.from(series, (value, at) => ({ value, at })).filter(
    ({ value }) => !Number.isNaN(value),
  );
  const n = known.length;
  const total = known.reduce((sum, { value }) => sum + value, 0);
  const squares = known.reduce((sum, { value }) => sum + (value - total / n) ** 2, 0);
  let best: TurningPoint | null = null;
  let most = 0;
  let head = 0;
  for (let k = 1; k < n; k++) {
    head += known[k - 1]?.value ?? 0;
    if (k < SIDE || n - k < SIDE) continue;
    const [before, after] = [head / k, (total - head) / (n - k)];
    const explained = ((k * (n - k)) / n) * (after - before) ** 2;
    if (explained <= most) continue;
    most = explained;
    best = { at: known[k]?.at ?? 0, before, after };
  }
  if (best === null || Math.abs(best.after - best.before) < least) return null;
  const rest = Math.max(squares - most, 0);
  return most > (CRITICAL_F * rest) / (n - 2) ? best : null;
}
