import type { CompiledScorecard } from './compile-scorecard.ts';
import { type FeatureColumns, numbersOf } from './feature-columns.ts';

/** How far a feature can be expected to improve at best, in its own unit. */
interface SeenMove {
  /** Always positive. */
  readonly by: number;
  /** The best value that any account has: nobody is sent beyond it. */
  readonly furthest: number;
}

/** By measure. */
export type SeenMoves = ReadonlyMap<string, SeenMove>;

/** Nine of ten improvements were no larger. */
const SHARE = 0.9;

/**
 * How far features have really improved between two days, so that nobody is asked for what has never been done. Only
 * numeric measures with one direction, and only those that improved for someone.
 *
 * @param earlier and `later`: the same accounts in the same order, say a quarter apart
 */
export function seenMoves(
  card: CompiledScorecard,
  earlier: FeatureColumns,
  later: FeatureColumns,
): SeenMoves {
  const moves = new Map<string, SeenMove>();
  for (const { spec, name } of card.measures) {
    if (spec.normalise.type === 'category' || spec.direction === 'target') continue;
    const sign = spec.direction === 'higher_is_better' ? 1 : -1;
    const before = numbersOf(earlier, spec.feature);
    const after = numbersOf(later, spec.feature);
    const improved = after
      .map((value, r) => sign * (value - (before[r] ?? Number.NaN)))
      .filter((by) => by > 0)
      .sort();
    const by = improved[Math.ceil(SHARE * improved.length) - 1];
    if (by !== undefined) moves.set(name, { by, furthest: sign * highest(sign, before, after) });
  }
  return moves;
}

/** The largest of `sign` times all values that are known. */
function highest(sign: number, ...columns: readonly Float64Array[]): number {
  let found = Number.NEGATIVE_INFINITY;
  for (const column of columns) {
    for (const value of column) if (sign * value > found) found = sign * value;
  }
  return found;
}
