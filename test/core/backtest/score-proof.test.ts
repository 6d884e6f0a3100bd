import { describe, expect, test } from 'vitest';
import { proofRows } from '../../../src/core/backtest/proof-rows.ts';
import { proveScore } from '../../../src/core/backtest/score-proof.ts';
import { companyOf, proofInputOf } from './proof-fixture.ts';
import { measureOf, studyOf } from './study-fixture.ts';

const data = companyOf(1);

describe('a proof of a company whose churn falls with its score', () => {
  const input = proofInputOf(data);
  const proof = proveScore(input);

  test('the account that is told of has a renewal probability near the truth, one without a score has none', () => {
    const truth = 1 - 1 / (1 + Math.exp(-(2 - 0.07 * 20)));
    const [first, second] = proof.accounts;
    expect(Math.abs((first?.renewalProbability ?? 0) - truth)).toBeLessThan(0.12);
    expect(first?.ci?.[0]).toBeLessThan(truth);
    expect(first?.ci?.[1]).toBeGreaterThan(truth);
    expect(second).toMatchObject({ renewalProbability: null, ci: null, reason: 'no score' });
  });

  test('too few decisions teach nothing: accounts have no probability and quarters no forecast', () => {
    const pair = studyOf([10, 90], [1, 0], {
      ...{ decidedOn: Float64Array.of(19_500, 19_600), knownOn: Float64Array.of(19_490, 19_590) },
      ...{ arrBefore: Float64Array.of(100, 100), arrAfter: Float64Array.of(0, 100) },
    });
    const { accounts, revenue } = proveScore(proofInputOf(pair));
    expect(accounts[0]).toEqual({
      ...{ account: 'a0', renewalProbability: null, ci: null, n: 2, n1: 1, n0: 1 },
      reason: 'insufficient (1 churned, 1 renewed, need 10 of each)',
    });
    expect(revenue.forecast).toEqual([]);
    expect(proof.revenue.forecast).toHaveLength(1);
  });

  test('nothing speaks against it', () => {
    expect(proof.warnings).toEqual([]);
    expect(proof.usefulFrom).toBe(90);
  });

  test('it is JSON, without a number that is none', () => {
    expect(JSON.parse(JSON.stringify(proof))).toMatchObject({ usefulFrom: 90 });
    expect(JSON.stringify(proof)).not.toMatch(/NaN|Infinity/);
  });

  test('as rows: each has a key of its own, is finite, and says why where it has no value or no interval', () => {
    const rows = proofRows({ score: 'health', headline: input.headline, proof });
    const keys = rows.map((row) => [row.subjectKind, row.subject, row.segment, row.statistic].join('|'));
    expect(new Set(keys).size).toBe(keys.length);
    expect(rows.filter((row) => (row.value === null || row.ciLow === null) && row.reason === null)).toEqual(
      [],
    );
    const numbers = rows.flatMap((row) => Object.values(row).filter((value) => typeof value === 'number'));
    expect(numbers.every(Number.isFinite)).toBe(true);
  });
});

describe('warnings', () => {
  const warned = (more: Parameters<typeof proofInputOf>[1], study = data) =>
    proveScore(proofInputOf(study, more)).warnings.join('\n');

  test('a leak among the measures', () => {
    const values = Float64Array.from(data.churned, (y) => 1 - y);
    const leaky = { ...data, measures: [measureOf({ measure: 'arr_usd', values })] };
    expect(warned({}, leaky)).toContain(
      'too good to be true: arr_usd tells churned from renewed without a fault',
    );
  });

  test('a small sample', () => {
    expect(warned({}, companyOf(5, { n: 60 }))).toContain('the sample is small');
  });

  test('skill that is only the mix of segments', () => {
    // Two segments, one of which churns more and scores lower; inside each the score is noise.
    const of = Int32Array.from(data.churned, (y, row) =>
      y === 1 ? Number(row % 5 === 0) : Number(row % 5 !== 0),
    );
    const scores = Float64Array.from(of, (segment, row) => 50 * segment + ((row * 7919) % 40));
    const mixed = { ...data, scores, segments: { of, names: ['small', 'large'] } };
    expect(warned({}, mixed)).toContain('health knows which segment churns more, and nothing beyond');
  });

  test('a measure that is tagged leading and lags', () => {
    const { headline } = proofInputOf(data);
    const near = { ...headline, horizon: 30 };
    const silent = { ...headline, measures: headline.measures.map((measure) => ({ ...measure, q: 0.5 })) };
    const input = proofInputOf(data, { horizons: [near, silent] });
    const { warnings, timings } = proveScore(input);
    expect(timings).toMatchObject([
      { measure: 'use', tag: 'leading', tellsFrom: 30, found: 'lagging', agrees: false },
    ]);
    expect(warnings).toContain(
      'use is tagged leading, but tells only from 30 days before the decision on: it lags',
    );
  });

  test('drift beyond chance', () => {
    const portfolio = (asOf: string, shift: number) => ({
      asOf,
      accounts: [],
      scores: Float64Array.from({ length: 200 }, (_, row) => (row % 100) / 2 + shift),
      bands: new Uint8Array(200),
      measures: [],
    });
    const before = portfolio('2025-10-06', 0);
    expect(warned({ before, today: portfolio('2026-01-05', 30) })).toContain(
      'health has drifted since 2025-10-06',
    );
    expect(warned({ before, today: portfolio('2026-01-05', 0) })).toBe('');
  });
});
