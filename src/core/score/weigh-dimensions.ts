import type { CompiledScorecard } from './compile-scorecard.ts';
import type { Reading } from './read-measure.ts';
import { NOT_APPLICABLE, PRESENT } from './scored-accounts.ts';

/** Sums of one dimension by row, in ticks: of weights, and of weights times places on the scale. */
export interface DimensionSums {
  /** Over measures with a value, seen or assumed. */
  readonly value: Float64Array;
  readonly weight: Float64Array;
  /** Over measures whose value was seen. */
  readonly seenValue: Float64Array;
  readonly seenWeight: Float64Array;
  /** Over measures that apply, with or without a value. */
  readonly applicable: Float64Array;
}

/**
 * Adds the measures up within their dimensions, in the order of names. Every step is monotone in floating point (weights
 * are never negative), so a better value can never lower a sum.
 */
export function weighDimensions(card: CompiledScorecard, readings: readonly Reading[]): DimensionSums[] {
  const rows = readings[0]?.state.length ?? 0;
  const sums = card.dimensions.map(() => emptySums(rows));
  for (const reading of readings) {
    const sum = sums[reading.measure.dimension];
    if (sum) add(reading, sum);
  }
  return sums;
}

function emptySums(rows: number): DimensionSums {
  const zeros = () => new Float64Array(rows);
  return { value: zeros(), weight: zeros(), seenValue: zeros(), seenWeight: zeros(), applicable: zeros() };
}

function add({ measure, place, state }: Reading, sum: DimensionSums): void {
  const { maxTicks, assumed } = measure;
  const assumes = !Number.isNaN(assumed);
  for (let r = 0; r < state.length; r++) {
    if (state[r] === NOT_APPLICABLE) continue;
    bump(sum.applicable, r, maxTicks);
    if (state[r] === PRESENT) {
      const value = maxTicks * (place[r] ?? 0);
      bump(sum.value, r, value);
      bump(sum.weight, r, maxTicks);
      bump(sum.seenValue, r, value);
      bump(sum.seenWeight, r, maxTicks);
    } else if (assumes) {
      bump(sum.value, r, maxTicks * assumed);
      bump(sum.weight, r, maxTicks);
    }
  }
}

function bump(column: Float64Array, row: number, by: number): void {
  column[row] = (column[row] ?? 0) + by;
}
