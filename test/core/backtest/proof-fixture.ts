import type { Decisions } from '../../../src/core/backtest/decisions.ts';
import type { ProofInput } from '../../../src/core/backtest/score-proof.ts';
import type { StudyData } from '../../../src/core/backtest/study-data.ts';
import { studyHorizon } from '../../../src/core/backtest/study-horizon.ts';
import { provePast } from '../../../src/core/backtest/study-past.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { measureOf, studyOf } from './study-fixture.ts';

export const AS_OF = '2026-01-05';
const FIRST_DAY = Date.parse('2023-01-02T00:00:00Z') / 86_400_000;

const dayText = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

/**
 * A company of `n` decisions spread over three years whose churn falls with the score: logit p = 2 - slope * score, ARR from
 * 100 to 1,100, renewals keep all but for one in five that keeps 80 %.
 */
export function companyOf(
  seed: number,
  { n = 600, slope = 0.07 }: { n?: number; slope?: number } = {},
): StudyData {
  const { uniform } = createPrng(seed);
  const rows = Array.from({ length: n }, (_, i) => {
    const score = 100 * uniform();
    const p = 1 / (1 + Math.exp(-(2 - slope * score)));
    const lost = uniform() < p ? 1 : 0;
    const arr = 100 + 1000 * uniform();
    const kept = uniform() < 0.2 ? 0.8 : 1;
    const day = FIRST_DAY + Math.floor((i * 1080) / n);
    return { score, lost, arr, after: lost === 1 ? 0 : arr * kept, day };
  });
  const column = (of: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, of);
  const scores = rows.map(({ score }) => score);
  return studyOf(
    scores,
    rows.map(({ lost }) => lost),
    {
      decidedOn: column(({ day }) => day),
      readOn: column(({ day }) => day - 92),
      knownOn: column(({ day }) => day - 10),
      arrBefore: column(({ arr }) => arr),
      arrAfter: column(({ after }) => after),
      measures: [measureOf({ measure: 'use', values: Float64Array.from(scores) })],
      dimensions: [{ measure: 'product', values: Float64Array.from(scores) }],
    },
  );
}

/** The decisions behind such a company. */
export function decisionsOf(data: StudyData): Decisions {
  const rows = [...data.scores.keys()];
  return {
    rows: rows.length,
    ids: rows.map((row) => `d${row}`),
    accounts: rows.map((row) => `a${data.accounts[row]}`),
    termStart: rows.map((row) => dayText((data.decidedOn[row] ?? 0) - 365)),
    decisionDate: rows.map((row) => dayText(data.decidedOn[row] ?? 0)),
    outcome: rows.map((row) => (data.churned[row] === 1 ? 'churned' : 'renewed')),
    knownAt: rows.map((row) => `${dayText((data.knownOn[row] ?? 0) - 1)} 12:00:00`),
    segment: rows.map(() => null),
    arrBefore: data.arrBefore,
    arrAfter: data.arrAfter,
  };
}

/** Weekly dates from before the first decision up to the study. */
export const CALENDAR = Array.from({ length: 180 }, (_, week) => dayText(FIRST_DAY - 180 + 7 * week)).filter(
  (day) => day <= AS_OF,
);

/** Everything that a proof of such a company needs. */
export function proofInputOf(data: StudyData, more: Partial<ProofInput> = {}): ProofInput {
  const headline = studyHorizon(data, { headline: true });
  const today = {
    asOf: AS_OF,
    accounts: ['a0', 'a1'],
    scores: Float64Array.of(20, Number.NaN),
    bands: Uint8Array.of(0, 255),
    measures: [{ measure: 'use', values: Float64Array.of(20, Number.NaN) }],
  };
  return {
    score: 'health',
    hash: 'new',
    decisions: decisionsOf(data),
    calendar: CALENDAR,
    asOf: AS_OF,
    headline,
    data,
    past: provePast(data),
    horizons: [headline],
    tags: new Map([['use', 'leading' as const]]),
    gates: {},
    goodFrom: 80,
    series: [],
    today,
    before: null,
    upcoming: {
      decidesOn: Float64Array.of(20_500),
      scores: Float64Array.of(20),
      arr: Float64Array.of(1000),
      known: Float64Array.of(Number.NaN),
    },
    published: null,
    ...more,
  };
}
