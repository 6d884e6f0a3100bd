import type { CompiledMeasure } from './compile-scorecard.ts';
import { type FeatureColumns, numbersOf } from './feature-columns.ts';
import { holds } from './holds.ts';
import { MISSING, NOT_APPLICABLE, PRESENT, STALE } from './scored-accounts.ts';

/** One measure on every row. */
export interface Reading {
  readonly measure: CompiledMeasure;
  /** 0 to 1 of the scale; NaN unless the state is present. */
  readonly place: Float64Array;
  readonly state: Uint8Array;
  /** Whether any row is not present. */
  readonly gaps: boolean;
}

/** Puts a measure on the scale and tells the missing from the stale and from what does not apply. */
export function readMeasure(measure: CompiledMeasure, features: FeatureColumns): Reading {
  const place = new Float64Array(features.rows);
  measure.normalise(features, place);
  const state = new Uint8Array(features.rows);
  for (let r = 0; r < state.length; r++) state[r] = Number.isNaN(place[r]) ? MISSING : PRESENT;
  markStale(measure, features, state);
  markNotApplicable(measure, features, state);
  let gaps = false;
  for (let r = 0; r < state.length; r++) {
    if (state[r] === PRESENT) continue;
    gaps = true;
    place[r] = Number.NaN;
  }
  return { measure, place, state, gaps };
}

function markStale({ spec }: CompiledMeasure, features: FeatureColumns, state: Uint8Array): void {
  if (!spec.stale_after) return;
  const age = numbersOf(features, spec.stale_after.age);
  const { days } = spec.stale_after;
  for (let r = 0; r < state.length; r++) {
    if (state[r] === PRESENT && (age[r] ?? Number.NaN) > days) state[r] = STALE;
  }
}

function markNotApplicable({ spec }: CompiledMeasure, features: FeatureColumns, state: Uint8Array): void {
  if (!spec.applies_when) return;
  const applies = holds(spec.applies_when, features);
  const asked = numbersOf(features, spec.applies_when.feature);
  for (let r = 0; r < state.length; r++) {
    if (applies[r] === 0 && !Number.isNaN(asked[r])) state[r] = NOT_APPLICABLE;
  }
}
