import type { CompiledMeasure } from './compile-scorecard.ts';
import { type FeatureColumns, numbersOf } from './feature-columns.ts';
import { holds } from './holds.ts';
import { MISSING, NOT_APPLICABLE, PRESENT, STALE } from './scored-accounts.ts';
import { NO_SAY } from './shapes.ts';

/** One measure on every row. */
export interface Reading {
  readonly measure: CompiledMeasure;
  /** 0 to 1 of the scale; NaN unless the state is present. */
  readonly place: Float64Array;
  readonly state: Uint8Array;
  /** Whether any row is not present. */
  readonly gaps: boolean;
  /** Where it counts on rows without a value, 0 to 1; null if nothing is assumed. Only with gaps. */
  readonly assumed: Float64Array | null;
}

/** Puts a measure on the scale and tells the missing from the stale and from what does not apply. */
export function readMeasure(measure: CompiledMeasure, features: FeatureColumns): Reading {
  const place = new Float64Array(features.rows);
  const state = new Uint8Array(features.rows);
  measure.normalise(features, place);
  const found = [
    markMissing(place, state),
    markStale(measure, features, state),
    markIdle(measure, features, state),
  ];
  const gaps = found.includes(true);
  if (gaps) blank(place, state);
  return { measure, place, state, gaps, assumed: gaps ? assume(measure, features) : null };
}

function markMissing(place: Float64Array, state: Uint8Array): boolean {
  let found = false;
  for (let r = 0; r < state.length; r++) {
    const at = place[r] ?? Number.NaN;
    if (at >= 0) continue;
    state[r] = at === NO_SAY ? NOT_APPLICABLE : MISSING;
    found = true;
  }
  return found;
}

function markStale({ spec }: CompiledMeasure, features: FeatureColumns, state: Uint8Array): boolean {
  if (!spec.stale_after) return false;
  const age = numbersOf(features, spec.stale_after.age);
  const { days } = spec.stale_after;
  let found = false;
  for (let r = 0; r < state.length; r++) {
    if (state[r] !== PRESENT || !((age[r] ?? 0) > days)) continue;
    state[r] = STALE;
    found = true;
  }
  return found;
}

/** Where the question that decides whether it applies has no answer itself, the measure does apply. */
function markIdle({ spec }: CompiledMeasure, features: FeatureColumns, state: Uint8Array): boolean {
  if (!spec.applies_when) return false;
  const answer = holds(spec.applies_when, features);
  let found = false;
  for (let r = 0; r < state.length; r++) {
    if (answer[r] !== 0) continue;
    state[r] = NOT_APPLICABLE;
    found = true;
  }
  return found;
}

function blank(place: Float64Array, state: Uint8Array): void {
  for (let r = 0; r < state.length; r++) {
    if (state[r] !== PRESENT) place[r] = Number.NaN;
  }
}

function assume({ assume: fill }: CompiledMeasure, features: FeatureColumns): Float64Array | null {
  if (!fill) return null;
  const assumed = new Float64Array(features.rows);
  fill(features, assumed);
  return assumed;
}
