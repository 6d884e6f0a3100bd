import { describe, expect, test } from 'vitest';
import { metricRows } from '../../../src/core/backtest/metric-rows.ts';
import { studyHorizon } from '../../../src/core/backtest/study-horizon.ts';
import { explainReason } from '../../../src/core/stats/explain-reason.ts';
import { measureOf, measuresByChance, studyOf, twoDozen } from './study-fixture.ts';

const { scores, churned } = twoDozen;

describe('two dozen decisions, by hand', () => {
  const study = studyHorizon(studyOf(scores, churned), { headline: true });

  test('AUC: 15 of 144 pairs are the wrong way round', () => {
    expect(study.auc).toMatchObject({ n: 24, n1: 12, n0: 12, reason: null });
    expect(study.auc.value).toBeCloseTo(129 / 144, 12);
    const [low = 0, high = 1] = study.auc.ci ?? [];
    expect(low).toBeGreaterThan(0.5);
    expect(high).toBeLessThan(1);
  });

  test('the interval by account is of the same AUC, and only where it was asked for', () => {
    expect(study.aucByAccount?.value).toBe(study.auc.value);
    expect(study.aucByAccount?.ci?.[0]).toBeGreaterThan(0.6);
    expect(studyHorizon(studyOf(scores, churned), { headline: false }).aucByAccount).toBeNull();
  });

  test('average precision: the seven lowest all churned, then one in two', () => {
    const rest = 8 / 9 + 9 / 11 + 10 / 13 + 11 / 15 + 12 / 17;
    expect(study.averagePrecision.value).toBeCloseTo((7 + rest) / 12, 12);
    const [low = 1, high = 0] = study.averagePrecision.ci ?? [];
    expect(low).toBeLessThan((7 + rest) / 12);
    expect(high).toBeGreaterThan((7 + rest) / 12);
  });

  test('KS: seven of twelve churned lie below all that renewed', () => {
    expect(study.ks).toMatchObject({ value: 7 / 12, threshold: 38 });
  });

  test('of all or nothing renewed, the share of ARR kept says what renewal says; of parts, more', () => {
    expect(study.arrKept?.value).toBeCloseTo(study.spearman.value ?? 0, 12);
    const parts = Float64Array.from(scores, (score, row) => (churned[row] === 1 ? 0 : score));
    const finer = studyHorizon(studyOf(scores, churned, { arrAfter: parts }), { headline: true });
    expect(finer.arrKept?.value).toBeGreaterThan((study.arrKept?.value ?? 1) + 0.1);
    parts[23] = Number.NaN;
    const known = studyHorizon(studyOf(scores, churned, { arrAfter: parts }), { headline: true });
    expect(known.arrKept?.n).toBe(23);
    expect(studyHorizon(studyOf(scores, churned), { headline: false }).arrKept).toBeNull();
  });

  test('bands: 10 of 14 churned in poor, 2 of 10 in okay, nobody was good', () => {
    const rates = study.bands.map(({ band, churnRate }) => [band, churnRate.value, churnRate.n]);
    expect(rates).toEqual([
      ['poor', 10 / 14, 14],
      ['okay', 2 / 10, 10],
      ['good', null, 0],
    ]);
    expect(study.bandTrend.value).toBeLessThan(-2);
    expect(study.missedChurn).toMatchObject({ value: 0, n: 12 });
    expect(study.falseAlarms).toMatchObject({ value: 4 / 14, n: 14 });
  });

  test('the riskiest tenth, 2.4 decisions, all churned: twice the rate of all', () => {
    expect(study.topDecileLift.value).toBeCloseTo(2, 12);
  });

  test('Spearman is positive: renewal rises with the score', () => {
    // rho = (A - 1/2) * sqrt(n1 n0) / sqrt((n² - 1)/12)
    expect(study.spearman.value).toBeCloseTo(((129 / 144 - 0.5) * 12) / Math.sqrt((24 * 24 - 1) / 12), 12);
    expect(study.spearman.p).toBeLessThan(0.01);
  });
});

test('turning the scores round turns the AUC round; nothing flips it back', () => {
  const reversed = scores.map((score) => 100 - score);
  const study = studyHorizon(studyOf(reversed, churned), { headline: false });
  expect(study.auc.value).toBeCloseTo(15 / 144, 12);
  expect(study.spearman.value).toBeLessThan(0);
});

describe('too few of either outcome', () => {
  const study = studyHorizon(studyOf(scores.slice(3), churned.slice(3)), { headline: true });

  test('give a reason instead of a number', () => {
    for (const found of [
      study.auc,
      study.aucByAccount,
      study.averagePrecision,
      study.ks,
      study.arrKept,
      study.spearman,
      study.topDecileLift,
      study.bandTrend,
    ]) {
      expect(found).toMatchObject({ value: null, ci: null });
      expect(found && explainReason(found)).toBe('insufficient (9 churned, need 10)');
    }
  });

  test('but shares are given, with intervals that say how little is known', () => {
    expect(study.bands[0]?.churnRate).toMatchObject({ value: 7 / 11, n: 11 });
  });
});

test('a segment with fewer than ten of either has no figure; decisions without a segment are in none', () => {
  const segments = Int32Array.from(churned, (_y, row) => (row % 12 === 11 ? -1 : row % 12 === 10 ? 0 : 1));
  const segmentNames = ['large', 'small'];
  const { segments: found } = studyHorizon(
    studyOf(scores, churned, { segments: { of: segments, names: segmentNames } }),
    {
      headline: false,
    },
  );
  expect(found.map(({ segment, auc }) => [segment, auc.n, explainReason(auc)])).toEqual([
    ['large', 2, 'insufficient (1 churned, 1 renewed, need 10 of each)'],
    ['small', 20, null],
  ]);
});

describe('measures', () => {
  test('missing values are dropped for that measure, and counted', () => {
    const values = Float64Array.from(scores, (score, row) => (row % 12 < 2 ? Number.NaN : score));
    const measures = [measureOf({ measure: 'days', values })];
    const [days] = studyHorizon(studyOf(scores, churned, { measures }), { headline: false }).measures;
    expect(days).toMatchObject({ measure: 'days', missing: 4, auc: { n: 20, n1: 10, n0: 10 } });
    const few = Float64Array.from(values, (value, row) => (row === 2 ? Number.NaN : value));
    const [thin] = studyHorizon(
      studyOf(scores, churned, { measures: [measureOf({ measure: 'days', values: few })] }),
      {
        headline: false,
      },
    ).measures;
    expect(thin).toMatchObject({ missing: 5, q: null, auc: { value: null, reason: 'insufficient' } });
  });

  test('a measure that does not vary is not tested', () => {
    const measures = [measureOf({ measure: 'flat', values: new Float64Array(24).fill(50) })];
    const [flat] = studyHorizon(studyOf(scores, churned, { measures }), { headline: false }).measures;
    expect(flat).toMatchObject({
      auc: { value: 0.5 },
      spearman: { value: null, reason: 'constant', p: null },
      q: null,
    });
  });

  test('over 15 seeds the strong one of ten always passes, and hardly any of the noise', () => {
    let passed = 0;
    for (let seed = 1; seed <= 15; seed++) {
      const { churned: outcomes, measures } = measuresByChance(seed, { n: 150, n1: 25, noise: 9 });
      const found = studyHorizon(
        studyOf(
          outcomes.map(() => 50),
          outcomes,
          { measures },
        ),
        { headline: false },
      );
      const [strong, ...noise] = found.measures;
      expect(strong?.q).toBeLessThan(0.05);
      passed += noise.filter(({ q }) => q !== null && q < 0.05).length;
    }
    expect(passed).toBeLessThanOrEqual(4);
  });
});

describe('as rows', () => {
  const leftOut = {
    open: 3,
    before_calendar: 0,
    horizon_before_term: 2,
    outcome_already_known: 1,
    not_live: 0,
    no_score: 4,
  };
  const { measures } = measuresByChance(1, { n: 24, n1: 12, noise: 1 });
  const data = studyOf(scores, churned, { decisions: 34, leftOut, measures });
  const rows = metricRows('health', studyHorizon(data, { headline: true }));

  test('those counted and those left out add up to all decisions', () => {
    const counts = rows.filter((row) => row.subjectKind === 'decision_count');
    expect(counts.map(({ subject, value, n }) => [subject, value, n])).toEqual([
      ['counted', 24, 34],
      ['open', 3, 34],
      ['before_calendar', 0, 34],
      ['horizon_before_term', 2, 34],
      ['outcome_already_known', 1, 34],
      ['not_live', 0, 34],
      ['no_score', 4, 34],
    ]);
  });

  test('each has a key of its own, and a reason where it has no value', () => {
    const keys = rows.map((row) => [row.subjectKind, row.subject, row.segment, row.statistic].join('|'));
    expect(new Set(keys).size).toBe(keys.length);
    expect(rows.filter((row) => row.value === null && row.reason === null)).toEqual([]);
    expect(rows.find((row) => row.subject === 'good')).toMatchObject({
      value: null,
      n: 0,
      reason: 'no rows',
    });
  });

  test('no number is anything but finite', () => {
    const numbers = rows.flatMap((row) => Object.values(row).filter((value) => typeof value === 'number'));
    expect(numbers.every(Number.isFinite)).toBe(true);
  });
});
