import type { Blend } from './blend-dimensions.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import type { DimensionSums } from './weigh-dimensions.ts';

/** How much of the score hangs on one tick of stated weight in a dimension, once the missing have given theirs away. */
export function weightPerTick(
  card: CompiledScorecard,
  { sums, blend }: { readonly sums: readonly DimensionSums[]; readonly blend: Blend },
  d: number,
): Float64Array {
  const { seenWeight, assumedWeight } = sums[d] ?? { seenWeight: blend.whole, assumedWeight: blend.whole };
  const maxTicks = card.dimensions[d]?.maxTicks ?? 0;
  const result = new Float64Array(blend.weight.length);
  for (let r = 0; r < result.length; r++) {
    const own = (seenWeight[r] ?? 0) + (assumedWeight[r] ?? 0);
    result[r] = own === 0 ? 0 : maxTicks / own / (blend.weight[r] ?? 0);
  }
  return result;
}
