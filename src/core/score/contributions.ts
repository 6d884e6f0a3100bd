import type { Blend } from './blend-dimensions.ts';
import type { CompiledMeasure, CompiledScorecard } from './compile-scorecard.ts';
import type { Reading } from './read-measure.ts';
import { type ItemKind, NOT_APPLICABLE, PRESENT } from './scored-accounts.ts';
import type { DimensionSums } from './weigh-dimensions.ts';

/** A line of the explanation before it is settled to whole ticks. */
export interface Contribution {
  readonly measure: CompiledMeasure;
  readonly kind: Extract<ItemKind, 'measure' | 'missing'>;
  /** Exact points in ticks; 0 where the line says nothing. */
  readonly exact: Float64Array;
  /** 0 to 1 of the scale; NaN where there is none. */
  readonly place: Float64Array;
  readonly maxPoints: Int32Array;
  readonly weightInEffect: Float64Array;
  readonly state: Uint8Array;
}

interface Parts {
  readonly card: CompiledScorecard;
  readonly sums: readonly DimensionSums[];
  readonly blend: Blend;
}

/**
 * What each measure gives at its stated weight, and what stands in for those without a value: the assumed score, or else
 * the place of the rest of its dimension, or else of the whole. That is redistribution, written so that a measure's own
 * points do not change when another one goes missing.
 */
export function contributions(readings: readonly Reading[], parts: Parts): Contribution[] {
  return readings.flatMap((reading) => {
    const seen = ofValue(reading, parts);
    return reading.gaps ? [seen, ofGap(reading, parts)] : [seen];
  });
}

function ofValue({ measure, place, state }: Reading, parts: Parts): Contribution {
  const rows = state.length;
  const exact = new Float64Array(rows);
  const maxPoints = new Int32Array(rows);
  const weightInEffect = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    if (state[r] !== PRESENT) continue;
    exact[r] = measure.maxTicks * (place[r] ?? 0);
    maxPoints[r] = measure.maxTicks;
    weightInEffect[r] = inEffect(measure, parts, r);
  }
  return { measure, kind: 'measure', exact, place, maxPoints, weightInEffect, state };
}

function ofGap({ measure, state }: Reading, parts: Parts): Contribution {
  const rows = state.length;
  const exact = new Float64Array(rows);
  const place = new Float64Array(rows).fill(Number.NaN);
  const maxPoints = new Int32Array(rows);
  const weightInEffect = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    if (state[r] === PRESENT) continue;
    const assumed = state[r] !== NOT_APPLICABLE && !Number.isNaN(measure.assumed);
    const standIn = assumed ? measure.assumed : restOf(measure, parts.blend, r);
    exact[r] = measure.maxTicks * standIn;
    place[r] = standIn;
    maxPoints[r] = measure.maxTicks;
    if (assumed) weightInEffect[r] = inEffect(measure, parts, r);
  }
  return { measure, kind: 'missing', exact, place, maxPoints, weightInEffect, state };
}

function restOf({ dimension }: CompiledMeasure, { place, whole }: Blend, r: number): number {
  const own = place[dimension]?.[r] ?? Number.NaN;
  return Number.isNaN(own) ? (whole[r] ?? Number.NaN) : own;
}

function inEffect({ maxTicks, dimension }: CompiledMeasure, { card, sums, blend }: Parts, r: number): number {
  const inDimension = maxTicks / (sums[dimension]?.weight[r] ?? 0);
  return (inDimension * (card.dimensions[dimension]?.maxTicks ?? 0)) / (blend.weight[r] ?? 0);
}
