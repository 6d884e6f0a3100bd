import { type TieBlocks, tieBlocks } from './tie-blocks.ts';

/** Churn probability by health, never rising; knots by ascending health, straight lines between them. */
export interface IsotonicCurve {
  readonly scores: readonly number[];
  readonly probabilities: readonly number[];
  /** Decisions pooled at the knot, from which its probability comes. */
  readonly rows: readonly number[];
}

interface Pool {
  from: number;
  to: number;
  churned: number;
  rows: number;
}

/**
 * Isotonic regression: the churn rates closest to the data that never rise with health (pool adjacent violators).
 *
 * For: turning a score into a probability without assuming a shape, once 50 or more have churned.
 * Formula: churn rate of each distinct score; neighbours that stand in the wrong order are pooled until none does.
 * Ties: equal scores are one point. Edges: no rows: no knots; one class: a flat line at 0 or 1.
 * Units: probability of churn. Source: en.wikipedia.org/wiki/Isotonic_regression; scikit-learn `IsotonicRegression`
 * agrees. Cost: one sort, then O(n).
 *
 * @example isotonic(Float64Array.of(10, 20, 30), Uint8Array.of(1, 0, 1)).probabilities // [1, 0.5, 0.5]
 */
export function isotonic(scores: Float64Array, churned: Uint8Array): IsotonicCurve {
  const blocks = tieBlocks(scores, churned);
  const knots = poolViolators(blocks).flatMap(({ from, to, churned: lost, rows }) => {
    const ends = from === to ? [from] : [from, to];
    return ends.map((b) => ({ score: blocks.score[b] as number, probability: lost / rows, rows }));
  });
  return {
    scores: knots.map((knot) => knot.score),
    probabilities: knots.map((knot) => knot.probability),
    rows: knots.map((knot) => knot.rows),
  };
}

function poolViolators({ count, churned, renewed }: TieBlocks): Pool[] {
  const pools: Pool[] = [];
  for (let b = 0; b < count; b += 1) {
    const lost = churned[b] as number;
    let last: Pool = { from: b, to: b, churned: lost, rows: lost + (renewed[b] as number) };
    for (let before = pools.at(-1); before !== undefined && rises(before, last); before = pools.at(-1)) {
      pools.pop();
      last = {
        from: before.from,
        to: last.to,
        churned: before.churned + last.churned,
        rows: before.rows + last.rows,
      };
    }
    pools.push(last);
  }
  return pools;
}

/** Whether the churn rate rises, or stays, from one pool to the next; in whole numbers. */
function rises(before: Pool, after: Pool): boolean {
  return after.churned * before.rows >= before.churned * after.rows;
}

/** The curve's probability at one score; flat beyond its ends. Precondition: at least one knot. */
export function isotonicAt({ scores, probabilities }: IsotonicCurve, score: number): number {
  return interpolate(scores, probabilities, score);
}

/** Straight lines between knots of ascending x, flat beyond the ends. Precondition: at least one knot. O(log knots). */
export function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  let low = 0;
  let high = xs.length - 1;
  if (x <= (xs[low] as number)) return ys[low] as number;
  if (x >= (xs[high] as number)) return ys[high] as number;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] as number) <= x) low = middle;
    else high = middle;
  }
  const [from, to] = [xs[low] as number, xs[high] as number];
  const [before, after] = [ys[low] as number, ys[high] as number];
  return before + ((after - before) * (x - from)) / (to - from);
}
