import { describe, expect, test } from 'vitest';
import { expectRevenue } from '../../../src/core/backtest/expect-revenue.ts';
import { learnForward, learnOutcomes } from '../../../src/core/backtest/learn-outcomes.ts';
import { figureRow } from '../../../src/core/backtest/metric-row.ts';
import { studyCalibration } from '../../../src/core/backtest/study-calibration.ts';
import { studyRevenue } from '../../../src/core/backtest/study-revenue.ts';
import { expectedSumVariance } from '../../../src/core/stats/expected-sum-variance.ts';
import { isotonic } from '../../../src/core/stats/isotonic.ts';
import { platt } from '../../../src/core/stats/platt.ts';
import { companyOf } from './proof-fixture.ts';

const none = {
  decidesOn: new Float64Array(),
  scores: new Float64Array(),
  arr: new Float64Array(),
  known: new Float64Array(),
};
const all = (data: { scores: Float64Array }) => Uint32Array.from(data.scores.keys());

describe('walk-forward', () => {
  const data = companyOf(1);
  const folds = learnForward(data);

  test('a quarter learns from outcomes known an embargo of the horizon before it, and from no other', () => {
    for (const { rows, learnt, trained } of folds) {
      const start = Math.min(...Array.from(rows, (row) => data.decidedOn[row] ?? 0));
      const known = all(data).filter(
        (row) => (data.knownOn[row] ?? 0) < start - 90 && (data.decidedOn[row] ?? 0) < start,
      );
      // The quarter may begin a few days before its first decision.
      expect(trained.n).toBeLessThanOrEqual(known.length);
      if (learnt) expect(learnt.trained.n1).toBeGreaterThanOrEqual(10);
    }
    expect(folds.at(-1)?.trained.n).toBeGreaterThan(400);
  });

  test('a quarter that could not be learnt for says why', () => {
    expect(folds[0]).toMatchObject({ learnt: null, reason: 'insufficient' });
  });

  test('what the future brings changes nothing that was learnt before', () => {
    const last = folds.at(-1)?.rows ?? new Uint32Array();
    const turned = data.churned.map((y, row) => (last.includes(row) ? 1 - y : y));
    const again = learnForward({ ...data, churned: turned });
    expect(again.map(({ learnt }) => learnt)).toEqual(folds.map(({ learnt }) => learnt));
  });
});

describe('calibration', () => {
  test('probabilities learnt before are right where churn falls with the score', () => {
    const data = companyOf(2, { n: 1500 });
    const found = studyCalibration(data, learnForward(data));
    expect(found.brierSkill.value).toBeGreaterThan(0.15);
    expect(found.brierSkill.ci?.[0]).toBeGreaterThan(0.1);
    expect(found.slope.ci?.[0]).toBeLessThan(1.05);
    expect(found.slope.ci?.[1]).toBeGreaterThan(0.9);
    for (const { meanProbability, churnRate } of found.reliability) {
      expect(Math.abs(meanProbability - (churnRate.value ?? 0))).toBeLessThan(0.12);
    }
  });

  test('the mean gap has no interval, which a bootstrap would lay above it', () => {
    const data = companyOf(2, { n: 1500 });
    const { ece } = studyCalibration(data, learnForward(data));
    const of = { subjectKind: 'score', subject: 'health', horizonDays: 90 } as const;
    expect(ece.value).toBeGreaterThan(0);
    expect(figureRow(of, 'calibration_error', ece)).toMatchObject({
      ...{ ciLow: null, ciHigh: null },
      reason: expect.stringContaining('see calibration_slope'),
    });
  });

  test('a score without skill is no better than the churn rate', () => {
    const data = companyOf(3, { n: 900, slope: 0.0001 });
    const shuffled = { ...data, scores: data.scores.map((_, row) => (row * 7919) % 100) };
    expect(studyCalibration(shuffled, learnForward(shuffled)).brierSkill.ci?.[0]).toBeLessThan(0);
  });
});

describe('expected revenue', () => {
  test('what was seen lies inside its 95 % interval in about 95 of 100 quarters', () => {
    let [inside, quarters] = [0, 0];
    for (let seed = 1; seed <= 30; seed++) {
      const data = companyOf(seed);
      for (const { lost, grr, nrr } of studyRevenue(data, learnForward(data), {
        upcoming: none,
        learnt: null,
      }).quarters) {
        quarters += 3;
        inside += Number(lost.inside) + Number(grr?.inside) + Number(nrr?.inside);
      }
    }
    expect(quarters).toBeGreaterThan(500);
    expect(inside / quarters).toBeGreaterThan(0.9);
    expect(inside / quarters).toBeLessThan(0.995);
  });

  test('by hand: two accounts, known outcomes as they are, one without a score at the rate of all', () => {
    const data = companyOf(4);
    const learnt = learnOutcomes(data, all(data));
    if (!learnt) throw new Error('nothing learnt');
    const cohort = {
      scores: Float64Array.of(10, 90, Number.NaN),
      arr: Float64Array.of(1000, 500, 200),
      known: Float64Array.of(1, 0, Number.NaN),
    };
    const rate = learnt.trained.n1 / learnt.trained.n;
    const { arr, lost, grr } = expectRevenue(cohort, learnt);
    expect(arr).toBe(1700);
    expect(lost.expected).toBeCloseTo(1000 + 200 * rate, 9);
    expect(lost.sd).toBeCloseTo(200 * Math.sqrt(rate * (1 - rate)), 9);
    expect(grr?.expected).toBeCloseTo(((500 + 200 * (1 - rate)) * learnt.kept.mean) / 1700, 9);
    expect(learnt.kept.mean).toBeCloseTo(0.96, 1);
  });

  test('GRR never exceeds 1 and nothing is lost that was not there', () => {
    const data = companyOf(6);
    for (const { grr, lost, arr } of studyRevenue(data, learnForward(data), { upcoming: none, learnt: null })
      .quarters) {
      expect(grr?.high).toBeLessThanOrEqual(1);
      expect(lost.low).toBeGreaterThanOrEqual(0);
      expect(lost.high).toBeLessThanOrEqual(arr);
    }
  });
});

describe('the variance of an expected sum', () => {
  const { scores, churned, arrBefore } = companyOf(7);

  test('Platt: as the sum moves when the line is redrawn by its own covariance', () => {
    const line = platt(scores, churned);
    if (!line) throw new Error('no line');
    const sumAt = (intercept: number, slope: number) =>
      scores.reduce(
        (sum, score, row) => sum + (arrBefore[row] ?? 0) / (1 + Math.exp(-(intercept + slope * score))),
        0,
      );
    const step = 1e-6;
    const a =
      (sumAt(line.intercept + step, line.slope) - sumAt(line.intercept - step, line.slope)) / (2 * step);
    const b =
      (sumAt(line.intercept, line.slope + step) - sumAt(line.intercept, line.slope - step)) / (2 * step);
    const expected =
      a * a * line.interceptVariance + 2 * a * b * line.covariance + b * b * line.slopeVariance;
    const found = expectedSumVariance({ kind: 'platt', ...line }, scores, arrBefore);
    expect(found / expected).toBeCloseTo(1, 6);
  });

  test('isotonic: one pool is one binomial share', () => {
    const curve = isotonic(Float64Array.of(10, 20, 30, 40), Uint8Array.of(0, 1, 0, 1));
    // Rates rise with health, so that all pool: 2 of 4.
    expect(
      expectedSumVariance({ kind: 'isotonic', ...curve }, Float64Array.of(15, 35), Float64Array.of(100, 50)),
    ).toBeCloseTo((150 * 150 * 0.25) / 4, 9);
  });

  test('isotonic: pools are independent', () => {
    const curve = { kind: 'isotonic' as const, scores: [10, 20], probabilities: [0.5, 0.1], rows: [10, 40] };
    const found = expectedSumVariance(curve, Float64Array.of(5, 25, 15), Float64Array.of(100, 10, 8));
    expect(found).toBeCloseTo((104 ** 2 * 0.25) / 10 + (14 ** 2 * 0.09) / 40, 9);
  });
});
