import type { CompiledScorecard } from './compile-scorecard.ts';
import type { Reading } from './read-measure.ts';
import { NOT_APPLICABLE, PRESENT } from './scored-accounts.ts';

/** Sums of one dimension by row, in ticks: of weights, and of weights times places on the scale. */
export interface DimensionSums {
  /** Over measures whose value was seen. */
  readonly seenValue: Float64Array;
  readonly seenWeight: Float64Array;
  /** Over measures that count at an assumed place. */
  readonly assumedValue: Float64Array;
  readonly assumedWeight: Float64Array;
  /** Weight of the measures that apply, with or without a value. */
  readonly applicable: Float64Array;
}

/**
 * Adds the measures up within their dimensions, in the order of names. Every step is monotone in floating point (weights
 * are never negative), so a better value can never lower a sum.
 */
export function weighDimensions(card: CompiledScorecard, readings: readonly Reading[]): DimensionSums[] {
  return card.dimensions.map(({ maxTicks }, d) => weigh(maxTicks, ofDimension(readings, d)));
}

function ofDimension(readings: readonly Reading[], dimension: number): Reading[] {
  return readings.filter(({ measure }) => measure.dimension === dimension);
}

function weigh(maxTicks: number, readings: readonly Reading[]): DimensionSums {
  const rows = readings[0]?.state.length ?? 0;
  const always = readings.reduce((sum, { gaps, measure }) => sum + (gaps ? 0 : measure.maxTicks), 0);
  const sums = {
    seenValue: new Float64Array(rows),
    seenWeight: new Float64Array(rows).fill(always),
    assumedValue: new Float64Array(rows),
    assumedWeight: new Float64Array(rows),
    applicable: new Float64Array(rows).fill(maxTicks),
  };
  for (const reading of readings) {
    if (reading.gaps) addWithGaps(reading, sums);
    else addAll(reading, sums.seenValue);
  }
  return sums;
}

function addAll({ measure, place }: Reading, seenValue: Float64Array): void {
  const { maxTicks } = measure;
  for (let r = 0; r < seenValue.length; r++) bump(seenValue, r, maxTicks * (place[r] ?? 0));
}

function addWithGaps({ measure, place, state, assumed }: Reading, sums: DimensionSums): void {
  const { maxTicks } = measure;
  for (let r = 0; r < state.length; r++) {
    if (state[r] === PRESENT) {
      bump(sums.seenValue, r, maxTicks * (place[r] ?? 0));
      bump(sums.seenWeight, r, maxTicks);
    } else if (state[r] === NOT_APPLICABLE) {
      bump(sums.applicable, r, -maxTicks);
    } else if (assumed) {
      bump(sums.assumedValue, r, maxTicks * (assumed[r] ?? 0));
      bump(sums.assumedWeight, r, maxTicks);
    }
  }
}

function bump(column: Float64Array, row: number, by: number): void {
  column[row] = (column[row] ?? 0) + by;
}
