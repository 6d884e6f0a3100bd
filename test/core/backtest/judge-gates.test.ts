import { describe, expect, test } from 'vitest';
import { type GateEvidence, judgeGates } from '../../../src/core/backtest/judge-gates.ts';
import { besideChampion } from '../../../src/core/backtest/study-champion.ts';
import { studyHorizon } from '../../../src/core/backtest/study-horizon.ts';
import { gates as schema } from '../../../src/core/config/scorecard-gates-schema.ts';
import { wilson } from '../../../src/core/stats/wilson.ts';
import { companyOf } from './proof-fixture.ts';
import { studyOf, twoDozen } from './study-fixture.ts';

const data = companyOf(1);
const horizons = [60, 90].map((horizon) => studyHorizon({ ...data, horizon }, { headline: false }));
const evidence: GateEvidence = { score: 'health', horizons, goodShare: wilson(30, 100), champion: null };
const asked = schema.parse({ bad_band_churn: {}, warned_churn: {}, good_share: {}, not_worse: {} });
const judged = (more: Partial<GateEvidence> = {}, gates = asked) =>
  Object.fromEntries(judgeGates(gates, { ...evidence, ...more }).map((result) => [result.gate, result]));

test('a gate that is not written is not asked; written, it has its defaults', () => {
  expect(judgeGates({}, evidence)).toEqual([]);
  expect(asked).toEqual({
    bad_band_churn: { times: 3, days: 90 },
    warned_churn: { at_least: 2 / 3, days: [60, 90] },
    good_share: { at_most: 0.8 },
    not_worse: { confidence: 0.95, days: 90 },
  });
  expect(schema.safeParse({ good_shares: {} }).success).toBe(false);
});

test('the worst band must churn so many times as often as all', () => {
  const lost = data.churned.reduce((sum, y) => sum + y, 0) / data.churned.length;
  const poor = data.churned.filter((_y, row) => (data.scores[row] ?? 0) < 50);
  const ratio = poor.reduce((sum, y) => sum + y, 0) / poor.length / lost;
  const { bad_band_churn: found } = judged();
  expect(found?.figure?.value).toBeCloseTo(ratio, 12);
  expect(found?.status).toBe(ratio >= 3 ? 'passed' : 'failed');
  const just = schema.parse({ bad_band_churn: { times: ratio - 1e-9 } });
  expect(judged({}, just)['bad_band_churn']?.status).toBe('passed');
  const above = schema.parse({ bad_band_churn: { times: ratio + 1e-9 } });
  expect(judged({}, above)['bad_band_churn']?.status).toBe('failed');
});

test('of the churned so many must have stood below the best band, at each of the days', () => {
  const missed = horizons[0]?.missedChurn;
  const { warned_churn: found } = judged();
  expect(found).toMatchObject({
    status: 'passed',
    figure: { value: 1 - (missed?.value ?? 0), n: missed?.n },
  });
  const blind = studyHorizon({ ...data, horizon: 60, bands: data.bands.map(() => 2) }, { headline: false });
  expect(judged({ horizons: [blind, ...horizons.slice(1)] })['warned_churn']).toMatchObject({
    status: 'failed',
    figure: { value: 0 },
  });
});

test('at most so many may stand in the best band', () => {
  expect(judged()['good_share']?.status).toBe('passed');
  expect(judged({ goodShare: wilson(80, 100) })['good_share']?.status).toBe('passed');
  expect(judged({ goodShare: wilson(81, 100) })['good_share']?.status).toBe('failed');
  expect(judged({ goodShare: wilson(0, 0) })['good_share']?.status).toBe('not_judged');
});

describe('against the version published last', () => {
  const ids = [...data.scores.keys()].map((row) => `d${row}`);
  const published = (score: (row: number) => number, hash = 'old', horizon = 90) => ({
    version: 1,
    hash,
    horizon,
    scores: new Map(ids.map((id, row) => [id, score(row)])),
  });
  const beside = (before: ReturnType<typeof published>, now = data) =>
    judged({ champion: besideChampion(now, ids, { hash: 'new', published: before }) })['not_worse'];

  test('a better version passes, a worse one fails, the same ranking passes', () => {
    const noise = data.scores.map((_, row) => (row * 7919) % 100);
    expect(beside(published((row) => noise[row] ?? 0))).toMatchObject({ status: 'passed' });
    expect(
      beside(
        published((row) => data.scores[row] ?? 0),
        { ...data, scores: noise },
      ),
    ).toMatchObject({ status: 'failed' });
    expect(beside(published((row) => 2 * (data.scores[row] ?? 0)))).toMatchObject({
      status: 'passed',
      figure: { value: 0 },
    });
  });

  test('is not judged where nothing else is published, or too little is known of it', () => {
    expect(judged()['not_worse']?.status).toBe('not_judged');
    expect(besideChampion(data, ids, { hash: 'new', published: null })).toBeNull();
    expect(besideChampion(data, ids, { hash: 'new', published: published(() => 1, 'new') })).toBeNull();
    expect(besideChampion(data, ids, { hash: 'new', published: published(() => 1, 'old', 60) })).toBeNull();
    const few = { ...published(() => 1), scores: new Map([['d1', 1]]) };
    expect(beside(few)?.status).toBe('not_judged');
  });
});

test('too few decisions judge nothing and stop nothing', () => {
  const thin = studyHorizon(studyOf(twoDozen.scores.slice(4), twoDozen.churned.slice(4)), {
    headline: false,
  });
  const found = judged({ horizons: [thin] });
  expect([found['bad_band_churn']?.status, found['warned_churn']?.status]).toEqual([
    'not_judged',
    'not_judged',
  ]);
});
