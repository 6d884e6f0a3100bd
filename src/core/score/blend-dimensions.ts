import type { CompiledScorecard } from './compile-scorecard.ts';
import type { DimensionSums } from './weigh-dimensions.ts';

/** How dimensions mix into the score, by row. Places run from 0 to 1 of the scale. */
export interface Blend {
  /** By dimension: its own place; NaN where none of its measures has a value. */
  readonly place: readonly Float64Array[];
  /** Place of all dimensions that have one, by weight; NaN where none has. */
  readonly whole: Float64Array;
  /** Ticks of the dimensions that have a place. */
  readonly weight: Float64Array;
  /** Share of the weight that rests on values that were seen. A dimension that does not apply at all is left out. */
  readonly coverage: Float64Array;
  /** The whole with every missing measure at the worst, and at the best end of the scale. */
  readonly worst: Float64Array;
  readonly best: Float64Array;
}

/** A dimension without any value gives its weight to the others, in proportion to theirs. */
export function blendDimensions(card: CompiledScorecard, sums: readonly DimensionSums[]): Blend {
  const place = sums.map(({ value, weight }) => value.map((v, r) => v / (weight[r] ?? 0)));
  const weights = card.dimensions.map(({ maxTicks }) => maxTicks);
  const whole = mean(place, weights);
  const edge = (of: (sum: DimensionSums, r: number) => number) =>
    mean(
      sums.map((sum) => sum.applicable.map((all, r) => of(sum, r) / all)),
      weights,
    ).mean;
  return {
    place,
    whole: whole.mean,
    weight: whole.weight,
    coverage: edge((sum, r) => sum.seenWeight[r] ?? 0),
    worst: edge((sum, r) => sum.seenValue[r] ?? 0),
    best: edge((sum, r) => (sum.seenValue[r] ?? 0) + ((sum.applicable[r] ?? 0) - (sum.seenWeight[r] ?? 0))),
  };
}

/** Weighted mean over the columns that have a value; NaN where none has. */
function mean(
  columns: readonly Float64Array[],
  weights: readonly number[],
): { mean: Float64Array; weight: Float64Array } {
  const rows = columns[0]?.length ?? 0;
  const total = new Float64Array(rows);
  const weight = new Float64Array(rows);
  columns.forEach((column, c) => {
    const w = weights[c] ?? 0;
    for (let r = 0; r < rows; r++) {
      const value = column[r] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      total[r] = (total[r] ?? 0) + w * value;
      weight[r] = (weight[r] ?? 0) + w;
    }
  });
  return { mean: total.map((sum, r) => sum / (weight[r] ?? 0)), weight };
}
