import { describe, expect, test } from 'vitest';
import { quarterName, quarterOf, quarterStarts } from '../../../src/core/backtest/quarters.ts';
import { studyDrift } from '../../../src/core/backtest/study-drift.ts';
import { studyHorizon } from '../../../src/core/backtest/study-horizon.ts';
import { studyLeadTimes } from '../../../src/core/backtest/study-lead-times.ts';
import { missingnessOf, studySubjects } from '../../../src/core/backtest/study-measures.ts';
import { longestRun, usefulFrom } from '../../../src/core/backtest/useful-from.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { companyOf } from './proof-fixture.ts';
import { measureOf } from './study-fixture.ts';

const data = companyOf(1);

describe('how early', () => {
  const curve = (...held: (boolean | null)[]) =>
    longestRun(
      held.map((holds, i) => ({ horizon: 30 * (i + 1), holds })),
      ({ holds }) => holds,
    );

  test('the longest horizon of an unbroken run; the unknown breaks nothing', () => {
    expect(curve(true, true, false, true)).toBe(60);
    expect(curve(true, null, true)).toBe(90);
    expect(curve(false, true)).toBeNull();
    expect(curve(null, null)).toBeNull();
  });

  test('a score is useful as long as its interval clears chance', () => {
    const near = studyHorizon({ ...data, horizon: 30 }, { headline: false });
    const far = { ...near, horizon: 60, auc: { ...near.auc, ci: [0.49, 0.7] as const } };
    expect(usefulFrom([far, near])).toBe(30);
  });

  test('days of warning of each churned account, by hand', () => {
    const series = (account: string, days: number[], scores: number[]) => ({
      account,
      decisionDate: '2025-12-31',
      decisionDay: 400,
      days: Float64Array.from(days),
      scores: Float64Array.from(scores),
    });
    const found = studyLeadTimes(
      [
        series('warned', [200, 250, 300], [90, 70, 60]),
        series('healed', [200, 250, 300], [70, 70, 90]),
        series('late', [350], [10]),
      ],
      { threshold: 80, horizonDays: 90 },
    );
    expect(found.accounts.map(({ account, state, days }) => [account, state, days])).toEqual([
      ['warned', 'flagged', 150],
      ['healed', 'never_flagged', 0],
      ['late', 'not_observable', null],
    ]);
    expect(found).toMatchObject({ median: { value: 75, n: 2, n1: 1 }, neverFlagged: 1, notObservable: 1 });
  });
});

describe('subjects', () => {
  test('what is unknown of the churned alone is a finding', () => {
    const values = data.scores.map((score, row) =>
      data.churned[row] === 1 && row % 3 !== 0 ? Number.NaN : score,
    );
    const full = measureOf({ measure: 'full', values: data.scores });
    const [unknown, ...others] = studySubjects(
      missingnessOf([measureOf({ measure: 'nps', values }), full]),
      data.churned,
      {
        headline: false,
      },
    );
    expect(others).toEqual([]);
    expect(unknown).toMatchObject({ measure: 'nps', missing: 0 });
    expect(unknown?.auc.value).toBeGreaterThan(0.7);
    expect(unknown?.q).toBeLessThan(0.001);
  });

  test('over 40 seeds noise passes no statistic more often than its q allows', () => {
    let [rank, line, information, tests] = [0, 0, 0, 0];
    for (let seed = 1; seed <= 40; seed++) {
      const { uniform } = createPrng(seed);
      const churned = Uint8Array.from({ length: 120 }, (_, row) => (row < 20 ? 1 : 0));
      const noise = Array.from({ length: 5 }, (_, m) => ({
        measure: `m${m}`,
        values: Float64Array.from({ length: 120 }, uniform),
      }));
      const found = studySubjects(noise, churned, { headline: true });
      tests += 1;
      rank += Number(found.some(({ q }) => (q ?? 1) < 0.05));
      line += Number(found.some(({ pointBiserial: { q } }) => (q ?? 1) < 0.05));
      information += Number(found.some(({ informationValue }) => (informationValue?.q ?? 1) < 0.05));
      const excess =
        found.reduce((sum, { informationValue }) => sum + (informationValue?.value ?? 0), 0) / found.length;
      expect(Math.abs(excess)).toBeLessThan(0.35);
    }
    // 5 in 100 is what is allowed; of 40 that is 2, and 7 would happen once in a thousand.
    for (const false_finds of [rank, line, information]) expect(false_finds).toBeLessThanOrEqual(6);
    expect(tests).toBe(40);
  });
});

describe('drift', () => {
  const portfolio = (scores: Float64Array) => ({
    asOf: '2026-01-05',
    scores,
    measures: [{ measure: 'use', values: scores }],
  });

  test('no earlier portfolio, no figure', () => {
    expect(studyDrift('health', null, portfolio(data.scores))).toEqual({ since: null, figures: [] });
  });

  test('1,000 pairs of portfolios of 100 accounts without drift alarm in some 5 of 100', () => {
    const { uniform } = createPrng(11);
    const draw = () => Float64Array.from({ length: 100 }, uniform);
    let alarms = 0;
    for (let pair = 0; pair < 1000; pair++) {
      const [score] = studyDrift('health', portfolio(draw()), portfolio(draw())).figures;
      if (score?.psi.alarm) alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(70);
    expect(alarms).toBeGreaterThan(10);
  });
});

test('quarters', () => {
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
  expect(quarterName(quarterOf(day('2026-09-30')))).toBe('2026-Q3');
  expect(quarterName(quarterOf(day('2026-10-01')))).toBe('2026-Q4');
  expect(quarterStarts(Float64Array.of(day('2026-02-01'), day('2026-05-01')))).toEqual([
    day('2026-01-01'),
    day('2026-04-01'),
    day('2026-07-01'),
  ]);
  expect(quarterStarts(new Float64Array())).toEqual([]);
});
