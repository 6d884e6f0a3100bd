import type { CompiledScorecard } from './compile-scorecard.ts';
import type { DimensionSums } from './weigh-dimensions.ts';

/** How dimensions mix into the score, by row. Places run from 0 to 1 of the scale. */
export interface Blend {
  /** By dimension: its own place; NaN where none of its measures has a value. */
  readonly place: readonly Float64Array[];
  /** By dimension: its place with every missing measure at the worst, and at the best end of the scale. */
  readonly worstPlace: readonly Float64Array[];
  readonly bestPlace: readonly Float64Array[];
  /** Place of all dimensions that have one, by weight; NaN where none has. And the same of the worst and the best places. */
  readonly whole: Float64Array;
  readonly worst: Float64Array;
  readonly best: Float64Array;
  /** Ticks of the dimensions that have a place. */
  readonly weight: Float64Array;
  /** Share of the weight that rests on values that were seen; a dimension that does not apply at all is left out. */
  readonly coverage: Float64Array;
}

/** A dimension without any value gives its weight to the others, in proportion to theirs. */
export function blendDimensions(card: CompiledScorecard, sums: readonly DimensionSums[]): Blend {
  const place = sums.map(placeOf);
  const worstPlace = sums.map(({ seenValue, applicable }) => quotient(seenValue, applicable));
  const bestPlace = sums.map(bestOf);
  const { mean: whole, weight } = mixPlaces(card, place);
  const seen = sums.map(({ seenWeight, applicable }) => quotient(seenWeight, applicable));
  return {
    place,
    worstPlace,
    bestPlace,
    whole,
    worst: mixPlaces(card, worstPlace).mean,
    best: mixPlaces(card, bestPlace).mean,
    weight,
    coverage: mixPlaces(card, seen).mean,
  };
}

/**
 * Mean of the dimensions by weight, over those that have a place, added up in the order of names; NaN where none has.
 * `weight` is that of those that count.
 */
export function mixPlaces(
  { dimensions }: CompiledScorecard,
  places: readonly Float64Array[],
): { mean: Float64Array; weight: Float64Array } {
  const rows = places[0]?.length ?? 0;
  const total = new Float64Array(rows);
  const weight = new Float64Array(rows);
  places.forEach((place, d) => {
    const { maxTicks } = dimensions[d] ?? { maxTicks: 0 };
    for (let r = 0; r < rows; r++) {
      const at = place[r] ?? Number.NaN;
      if (Number.isNaN(at)) continue;
      total[r] = (total[r] ?? 0) + maxTicks * at;
      weight[r] = (weight[r] ?? 0) + maxTicks;
    }
  });
  return { mean: quotient(total, weight), weight };
}

function placeOf({ seenValue, seenWeight, assumedValue, assumedWeight }: DimensionSums): Float64Array {
  const place = new Float64Array(seenValue.length);
  for (let r = 0; r < place.length; r++) {
    const value = (seenValue[r] ?? 0) + (assumedValue[r] ?? 0);
    place[r] = value / ((seenWeight[r] ?? 0) + (assumedWeight[r] ?? 0));
  }
  return place;
}

function bestOf({ seenValue, seenWeight, applicable }: DimensionSums): Float64Array {
  const place = new Float64Array(seenValue.length);
  for (let r = 0; r < place.length; r++) {
    const all = applicable[r] ?? 0;
    place[r] = ((seenValue[r] ?? 0) + (all - (seenWeight[r] ?? 0))) / all;
  }
  return place;
}

/** a / b by row; NaN for 0 / 0. */
function quotient(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length);
  for (let r = 0; r < result.length; r++) result[r] = (a[r] ?? 0) / (b[r] ?? 0);
  return result;
}
