import type { CompiledMeasure, CompiledScorecard } from './compile-scorecard.ts';
import { limitLines } from './limit-lines.ts';
import { pointLines } from './point-lines.ts';
import type { Reading } from './read-measure.ts';
import { type ItemKind, NOT_APPLICABLE, PRESENT, type ScoringBasis } from './scored-accounts.ts';
import { weightPerTick } from './weight-per-tick.ts';

/** A line of the explanation before it is settled to whole ticks. Arrays are by row. */
export interface Contribution {
  readonly dimension: string | null;
  readonly item: string;
  readonly kind: Extract<ItemKind, 'base' | 'measure' | 'missing' | 'cap'>;
  readonly feature: string | null;
  /** Ticks of stated weight. */
  readonly ticks: number;
  /** Exact points in ticks; 0 where the line says nothing. */
  readonly exact: Float64Array;
  /** 0 to 1 of the scale; NaN where there is none. */
  readonly place: Float64Array;
  /** Ticks that the line could have given; null for an adjustment, which can only give what it gives. */
  readonly maxPoints: Int32Array | null;
  readonly weightInEffect: Float64Array;
  readonly state: Uint8Array;
}

/**
 * What each measure gives at its stated weight; what stands in for those without a value: the assumed score, or else the
 * place of the rest of its dimension, or else of the whole; and what limits took or gave. The second is redistribution,
 * written so that a measure's own points do not change when another one goes missing.
 */
export function contributions(card: CompiledScorecard, basis: ScoringBasis): Contribution[] {
  if (basis.byPoints) return pointLines(card, basis, basis.byPoints);
  const perTick = card.dimensions.map((_dimension, d) => weightPerTick(card, basis, d));
  const lines = basis.readings.flatMap((reading) => {
    const share = perTick[reading.measure.dimension] ?? new Float64Array(0);
    const seen = ofValue(card, reading, share);
    return reading.gaps
      ? [seen, ofGap(card, reading, { share, standIn: standIns(reading.measure, basis) })]
      : [seen];
  });
  return basis.limited ? [...lines, ...limitLines(card, basis, { limited: basis.limited, perTick })] : lines;
}

function ofValue(
  card: CompiledScorecard,
  { measure, place, state }: Reading,
  share: Float64Array,
): Contribution {
  const line = emptyLine(state.length);
  const { maxTicks } = measure;
  for (let r = 0; r < state.length; r++) {
    if (state[r] !== PRESENT) continue;
    line.exact[r] = maxTicks * (place[r] ?? 0);
    line.maxPoints[r] = maxTicks;
    line.weightInEffect[r] = maxTicks * (share[r] ?? 0);
  }
  return { ...about(card, measure), kind: 'measure', place, state, ...line };
}

function ofGap(
  card: CompiledScorecard,
  { measure, state, assumed }: Reading,
  { share, standIn }: { readonly share: Float64Array; readonly standIn: Float64Array },
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
  return { ...about(card, measure), kind: 'missing', place, state, ...line };
}

function about({ dimensions }: CompiledScorecard, { name, dimension, spec, maxTicks }: CompiledMeasure) {
  return {
    dimension: dimensions[dimension]?.name ?? null,
    item: name,
    feature: spec.feature,
    ticks: maxTicks,
  };
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
