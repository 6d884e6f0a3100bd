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
  /** Share of the weight that rests on values that were seen; a dimension that does not apply at all is left out. */
  readonly coverage: Float64Array;
  /** The whole with every missing measure at the worst, and at the best end of the scale. */
  readonly worst: Float64Array;
  readonly best: Float64Array;
}

/** A dimension without any value gives its weight to the others, in proportion to theirs. */
export function blendDimensions(card: CompiledScorecard, sums: readonly DimensionSums[]): Blend {
  const rows = sums[0]?.seenValue.length ?? 0;
  const place = sums.map(placeOf);
  const whole = new Mean(rows);
  const coverage = new Mean(rows);
  const worst = new Mean(rows);
  const best = new Mean(rows);
  card.dimensions.forEach(({ maxTicks }, d) => {
    const own = place[d];
    const sum = sums[d];
    if (!own || !sum) return;
    whole.add(own, maxTicks);
    coverage.add(quotient(sum.seenWeight, sum.applicable), maxTicks);
    worst.add(quotient(sum.seenValue, sum.applicable), maxTicks);
    best.add(bestOf(sum), maxTicks);
  });
  return {
    place,
    whole: whole.value(),
    weight: whole.weight,
    coverage: coverage.value(),
    worst: worst.value(),
    best: best.value(),
  };
}

/** Weighted mean of columns, over those that have a value; NaN where none has. */
class Mean {
  readonly weight: Float64Array;
  readonly #total: Float64Array;

  constructor(rows: number) {
    this.weight = new Float64Array(rows);
    this.#total = new Float64Array(rows);
  }

  add(column: Float64Array, weight: number): void {
    const total = this.#total;
    for (let r = 0; r < column.length; r++) {
      const value = column[r] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      total[r] = (total[r] ?? 0) + weight * value;
      this.weight[r] = (this.weight[r] ?? 0) + weight;
    }
  }

  value(): Float64Array {
    return quotient(this.#total, this.weight);
  }
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
