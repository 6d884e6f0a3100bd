/** A closed range, low first. */
export type Interval = readonly [low: number, high: number];

/**
 * Why a value, or the interval that should accompany it, is withheld.
 *
 * - `empty`: no row at all
 * - `single_class`: everybody churned, or nobody did
 * - `constant`: the score (or measure) is the same for every row
 * - `insufficient`: fewer rows than `need`
 * - `degenerate`: defined rows, but a variance or a denominator is zero
 * - `separated`: the classes do not overlap, so that a fitted slope would be infinite
 * - `no_pairs`: no two rows may be compared
 */
export type Reason =
  | 'empty'
  | 'single_class'
  | 'constant'
  | 'insufficient'
  | 'degenerate'
  | 'separated'
  | 'no_pairs';

/** Rows, and rows of each class: n = n1 + n0. */
export interface Counts {
  readonly n: number;
  /** Churned; for a proportion, the hits. */
  readonly n1: number;
  /** Renewed; for a proportion, the misses. */
  readonly n0: number;
}

/**
 * What every statistic returns. Numbers are finite or null, because NaN and Infinity survive neither JSON
 * nor Parquet; a null that a reader could have expected to be a number has a reason beside it.
 */
export interface Estimate extends Counts {
  readonly value: number | null;
  /** Confidence interval, 95 % unless another level was asked for; null without reason: it has none in closed form. */
  readonly ci: Interval | null;
  /** Why `value`, or the interval alone, is null. */
  readonly reason: Reason | null;
  /** For `insufficient`: how many rows of each class were needed. */
  readonly need?: number;
}

/** A number with its interval. A value that isn't finite is withheld as `degenerate`, and so is such an interval. */
export function estimate(
  { n, n1, n0 }: Counts,
  value: number,
  ci: Interval | null = null,
  reason: Reason | null = null,
): Estimate {
  if (!Number.isFinite(value)) return withheld({ n, n1, n0 }, 'degenerate');
  if (ci !== null && !ci.every(Number.isFinite)) return { value, ci: null, n, n1, n0, reason: 'degenerate' };
  return { value, ci, n, n1, n0, reason };
}

/** No number, and why. */
export function withheld({ n, n1, n0 }: Counts, reason: Reason, need?: number): Estimate {
  const nothing = { value: null, ci: null, n, n1, n0, reason };
  return need === undefined ? nothing : { ...nothing, need };
}

/** A number whose interval is withheld, because of too few rows or a zero variance. */
export function withoutInterval(counts: Counts, value: number, reason: Reason, need?: number): Estimate {
  const bare = estimate(counts, value, null, reason);
  return need === undefined ? bare : { ...bare, need };
}
