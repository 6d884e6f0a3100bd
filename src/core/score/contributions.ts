import type { CompiledMeasure, CompiledScorecard } from './compile-scorecard.ts';
import type { Reading } from './read-measure.ts';
import { type ItemKind, NOT_APPLICABLE, PRESENT, type ScoringBasis } from './scored-accounts.ts';

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

/**
 * What each measure gives at its stated weight, and what stands in for those without a value: the assumed score, or else
 * the place of the rest of its dimension, or else of the whole. That is redistribution, written so that a measure's own
 * points do not change when another one goes missing.
 */
export function contributions(card: CompiledScorecard, basis: ScoringBasis): Contribution[] {
  const shares = card.dimensions.map((_dimension, d) => shareOfTick(card, basis, d));
  return basis.readings.flatMap((reading) => {
    const share = shares[reading.measure.dimension] ?? new Float64Array(0);
    const seen = ofValue(reading, share);
    return reading.gaps ? [seen, ofGap(reading, share, standIns(reading.measure, basis))] : [seen];
  });
}

function ofValue({ measure, place, state }: Reading, share: Float64Array): Contribution {
  const line = emptyLine(state.length);
  const { maxTicks } = measure;
  for (let r = 0; r < state.length; r++) {
    if (state[r] !== PRESENT) continue;
    line.exact[r] = maxTicks * (place[r] ?? 0);
    line.maxPoints[r] = maxTicks;
    line.weightInEffect[r] = maxTicks * (share[r] ?? 0);
  }
  return { measure, kind: 'measure', place, state, ...line };
}

function ofGap(
  { measure, state, assumed }: Reading,
  share: Float64Array,
  standIn: Float64Array,
): Contribution {
  const line = emptyLine(state.length);
  const place = new Float64Array(state.length).fill(Number.NaN);
  const { maxTicks } = measure;
  for (let r = 0; r < state.length; r++) {
    if (state[r] === PRESENT) continue;
    const assumes = assumed !== null && state[r] !== NOT_APPLICABLE;
    const at = (assumes ? assumed[r] : standIn[r]) ?? Number.NaN;
    line.exact[r] = maxTicks * at;
    line.maxPoints[r] = maxTicks;
    place[r] = at;
    if (assumes) line.weightInEffect[r] = maxTicks * (share[r] ?? 0);
  }
  return { measure, kind: 'missing', place, state, ...line };
}

function emptyLine(rows: number) {
  return {
    exact: new Float64Array(rows),
    maxPoints: new Int32Array(rows),
    weightInEffect: new Float64Array(rows),
  };
}

/** What the place of a dimension, or else of the whole, is where one of its measures is missing. */
function standIns({ dimension }: CompiledMeasure, { blend }: ScoringBasis): Float64Array {
  const own = blend.place[dimension] ?? blend.whole;
  const result = new Float64Array(own.length);
  for (let r = 0; r < result.length; r++) {
    const place = own[r] ?? Number.NaN;
    result[r] = Number.isNaN(place) ? (blend.whole[r] ?? Number.NaN) : place;
  }
  return result;
}

/** How much of the score hangs on one tick of stated weight in a dimension, after redistribution. */
function shareOfTick(card: CompiledScorecard, { sums, blend }: ScoringBasis, d: number): Float64Array {
  const { seenWeight, assumedWeight } = sums[d] ?? { seenWeight: blend.whole, assumedWeight: blend.whole };
  const maxTicks = card.dimensions[d]?.maxTicks ?? 0;
  const result = new Float64Array(blend.weight.length);
  for (let r = 0; r < result.length; r++) {
    const own = (seenWeight[r] ?? 0) + (assumedWeight[r] ?? 0);
    result[r] = own === 0 ? 0 : maxTicks / own / (blend.weight[r] ?? 0);
  }
  return result;
}
