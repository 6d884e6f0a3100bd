import type { CompiledScorecard } from './compile-scorecard.ts';
import { type FeatureColumns, numbersOf } from './feature-columns.ts';

/** By measure: how far its feature can be expected to improve at best, in the feature's own unit; always positive. */
export type SeenMoves = ReadonlyMap<string, number>;

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
  const moves = new Map<string, number>();
  for (const { spec, name } of card.measures) {
    if (spec.normalise.type === 'category' || spec.direction === 'target') continue;
    const sign = spec.direction === 'higher_is_better' ? 1 : -1;
    const before = numbersOf(earlier, spec.feature);
    const improved = numbersOf(later, spec.feature)
      .map((value, r) => sign * (value - (before[r] ?? Number.NaN)))
      .filter((by) => by > 0)
      .sort();
    const move = improved[Math.ceil(SHARE * improved.length) - 1];
    if (move !== undefined) moves.set(name, move);
  }
  return moves;
}
