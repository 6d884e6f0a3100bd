import type { MeasureColumn, StudyData } from '../../../src/core/backtest/study-data.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';

const NOBODY = {
  open: 0,
  before_calendar: 0,
  horizon_before_term: 0,
  outcome_already_known: 0,
  not_live: 0,
  no_score: 0,
};

/** Study data from scores and outcomes: bands at 50 and 80, an account for each row, no segments, no measures. */
export function studyOf(
  scores: readonly number[],
  churned: readonly number[],
  more: Partial<StudyData> = {},
): StudyData {
  return {
    horizon: 90,
    decisions: scores.length,
    leftOut: NOBODY,
    scores: Float64Array.from(scores),
    churned: Uint8Array.from(churned),
    bands: Uint8Array.from(scores, (score) => (score < 50 ? 0 : score < 80 ? 1 : 2)),
    bandNames: ['poor', 'okay', 'good'],
    accounts: Uint32Array.from(scores.keys()),
    decisionRows: Int32Array.from(scores.keys()),
    raw: Float64Array.from(scores),
    computed: Float64Array.from(scores),
    authors: scores.map(() => null),
    readOn: new Float64Array(scores.length).fill(20_000 - 92),
    decidedOn: new Float64Array(scores.length).fill(20_000),
    knownOn: new Float64Array(scores.length).fill(20_001),
    arrBefore: new Float64Array(scores.length).fill(100),
    arrAfter: Float64Array.from(churned, (y) => (y === 1 ? 0 : 100)),
    segments: { of: new Int32Array(scores.length).fill(-1), names: [] },
    stages: { of: new Int32Array(scores.length).fill(-1), names: [] },
    measures: [],
    dimensions: [],
    ...more,
  };
}

/** Twelve churned with scores 20, 23, ..., 53 and twelve renewed with 40, 43, ..., 73. */
export const twoDozen = {
  scores: [
    ...Array.from({ length: 12 }, (_, i) => 20 + 3 * i),
    ...Array.from({ length: 12 }, (_, i) => 40 + 3 * i),
  ],
  churned: [...Array.from({ length: 12 }, () => 1), ...Array.from({ length: 12 }, () => 0)],
};

/** Outcomes, a measure that moves with them and some that do not, for `n` decisions of which `n1` churned. */
export function measuresByChance(seed: number, { n, n1, noise }: { n: number; n1: number; noise: number }) {
  const { uniform } = createPrng(seed);
  const churned = Array.from({ length: n }, (_, row) => (row < n1 ? 1 : 0));
  const strong = Float64Array.from(churned, (y) => uniform() + (y === 1 ? 0 : 0.5));
  const silent = Array.from({ length: noise }, (_, i) => ({
    measure: `noise_${i}`,
    values: Float64Array.from({ length: n }, uniform),
  }));
  return { churned, measures: [{ measure: 'strong', values: strong }, ...silent].map(measureOf) };
}

/** A measure whose feature is its place on the scale. */
export function measureOf({ measure, values }: { measure: string; values: Float64Array }): MeasureColumn {
  return { measure, values, known: values.map((value) => (Number.isNaN(value) ? 0 : 1)), raw: values };
}
