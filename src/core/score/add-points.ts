import { neutralPlace } from './assumption.ts';
import type { Blend } from './blend-dimensions.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import type { Reading } from './read-measure.ts';
import { NOT_APPLICABLE, PRESENT } from './scored-accounts.ts';
import { toTicks } from './ticks.ts';

/** What points add up to, by row. Ticks, not yet whole. */
export interface PointSums {
  /** Ticks above the scale's min that every account starts with. */
  readonly start: number;
  /** By dimension: what its measures give and take, and the same within the dimension's limit. */
  readonly given: readonly Float64Array[];
  readonly kept: readonly Float64Array[];
  /** Start and dimensions, before the ends of the scale hold it. */
  readonly open: Float64Array;
  /** Places 0 to 1 of the scale: what it comes to, and with everything missing at its worst and at its best. */
  readonly blend: Blend;
}

/** What a measure counts for on a row while it has no value. */
type WhenMissing = 'assumed' | 'worst' | 'best';

/**
 * Adds up points: from the neutral score each measure gives or takes what its place on the scale says, and the ends of the
 * scale hold the sum. A measure that does not apply does nothing, nor does a missing one unless the scorecard says so.
 * Monotone like the mean: a better value never lowers the sum.
 */
export function addPoints(card: CompiledScorecard, readings: readonly Reading[], open: Blend): PointSums {
  const start = Math.floor(card.range * neutralPlace(card.card) + 0.5);
  const given = sumsOf(card, readings, 'assumed');
  const kept = limited(card, given);
  const total = added(start, kept);
  const edge = (missing: WhenMissing) =>
    toPlaces(card, added(start, limited(card, sumsOf(card, readings, missing))));
  const blend = { ...open, whole: toPlaces(card, total), worst: edge('worst'), best: edge('best') };
  return { start, given, kept, open: total, blend };
}

/** Ticks that a measure gives on a row; negative where it takes. */
export function ticksGiven(
  { measure, place, state, assumed }: Reading,
  r: number,
  missing: WhenMissing,
): number {
  const { minTicks, maxTicks } = measure;
  if (state[r] === PRESENT) return minTicks + maxTicks * (place[r] ?? 0);
  if (state[r] === NOT_APPLICABLE) return 0;
  if (missing === 'worst') return minTicks;
  if (missing === 'best') return minTicks + maxTicks;
  return assumed ? minTicks + maxTicks * (assumed[r] ?? 0) : 0;
}

function sumsOf(card: CompiledScorecard, readings: readonly Reading[], missing: WhenMissing): Float64Array[] {
  const rows = readings[0]?.state.length ?? 0;
  const sums = card.dimensions.map(() => new Float64Array(rows));
  for (const reading of readings) {
    const sum = sums[reading.measure.dimension];
    if (!sum) continue;
    for (let r = 0; r < rows; r++) sum[r] = (sum[r] ?? 0) + ticksGiven(reading, r, missing);
  }
  return sums;
}

/** No dimension moves the score further than it may. */
function limited({ card, dimensions }: CompiledScorecard, sums: readonly Float64Array[]): Float64Array[] {
  return sums.map((sum, d) => {
    const spec = card.dimensions.find(({ name }) => name === dimensions[d]?.name);
    if (spec?.max_influence === undefined) return sum;
    const most = toTicks(spec.max_influence);
    return sum.map((ticks) => Math.min(Math.max(ticks, -most), most));
  });
}

function added(start: number, sums: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(sums[0]?.length ?? 0).fill(start);
  for (const sum of sums) for (let r = 0; r < total.length; r++) total[r] = (total[r] ?? 0) + (sum[r] ?? 0);
  return total;
}

function toPlaces({ range }: CompiledScorecard, ticks: Float64Array): Float64Array {
  return ticks.map((at) => Math.min(Math.max(at, 0), range) / range);
}
