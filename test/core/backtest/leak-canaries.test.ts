import { describe, expect, test } from 'vitest';
import { futureRow, plantedCanaries, postDecisionColumn } from '../../../src/core/backtest/leak-canaries.ts';
import { learnForward, learnOutcomes } from '../../../src/core/backtest/learn-outcomes.ts';
import { pickReadings } from '../../../src/core/backtest/pick-readings.ts';
import { shuffledSkill } from '../../../src/core/backtest/shuffled-skill.ts';
import { AS_OF, CALENDAR, companyOf, decisionsOf } from './proof-fixture.ts';
import { studyOf } from './study-fixture.ts';

const data = companyOf(1);
const input = { decisions: decisionsOf(data), calendar: CALENDAR, asOf: AS_OF };

test('an honest study lets no planted leak through', () => {
  expect(
    [futureRow(90, input), ...plantedCanaries(data)].map(({ canary, passed }) => [canary, passed]),
  ).toEqual([
    ['future_row', true],
    ['post_decision_column', true],
    ['shuffled_labels', true],
  ]);
});

describe('a planted future row sings when a guard of picking is gone', () => {
  test('the horizon: a reading nearer to the decision', () => {
    const late: typeof pickReadings = (decisions, _horizon, options) => pickReadings(decisions, 30, options);
    expect(futureRow(90, input, late).passed).toBe(false);
  });

  test('the outcome: a reading after it was known', () => {
    const late: typeof pickReadings = (decisions, horizon, options) =>
      pickReadings(
        { ...decisions, knownAt: decisions.knownAt.map(() => '2025-12-31 00:00:00') },
        horizon,
        options,
      );
    const noticed = {
      ...decisionsOf(data),
      knownAt: decisionsOf(data).termStart.map((day) => `${day} 12:00:00`),
    };
    expect(futureRow(90, { ...input, decisions: noticed }, late).passed).toBe(false);
  });

  test('the day of the study: outcomes that it could not know', () => {
    const later: typeof pickReadings = (decisions, horizon, { calendar }) =>
      pickReadings(decisions, horizon, { calendar, asOf: '2027-01-01' });
    expect(futureRow(90, input, later).passed).toBe(false);
  });

  test('contracts still to end whose outcome is known early', () => {
    const early: typeof pickReadings = (decisions, horizon, options) =>
      pickReadings(
        {
          ...decisions,
          decisionDate: decisions.decisionDate.map((day) => (day >= AS_OF ? '2026-01-04' : day)),
        },
        horizon,
        options,
      );
    expect(futureRow(90, input, early).passed).toBe(false);
  });
});

describe('a column that the outcome fills', () => {
  test('sings when a reading was taken after the outcome was known', () => {
    const readOn = data.readOn.map((day, row) => (row === 7 ? (data.knownOn[row] ?? 0) : day));
    expect(postDecisionColumn({ ...data, readOn })).toMatchObject({ passed: false });
    expect(postDecisionColumn({ ...data, readOn }).detail).toContain('seen at 1 of 600 readings');
  });

  test('sings when a reading is nearer to the decision than the horizon', () => {
    const readOn = data.readOn.map((day, row) => (row === 7 ? (data.decidedOn[row] ?? 0) - 89 : day));
    const knownOn = data.decidedOn;
    expect(postDecisionColumn({ ...data, readOn, knownOn }).passed).toBe(false);
  });

  test('is no judge of the detector where too little was decided', () => {
    const few = postDecisionColumn(studyOf([1, 2, 3], [1, 0, 0]));
    expect(few.passed).toBe(true);
    expect(few.detail).toContain('too few');
  });
});

describe('shuffled outcomes', () => {
  test('leave no skill, over ten companies', () => {
    for (let seed = 1; seed <= 10; seed++) {
      for (const { mean, reach } of shuffledSkill(companyOf(seed)) ?? []) {
        expect(Math.abs(mean - 0.5)).toBeLessThanOrEqual(reach);
      }
    }
  });

  test('raise no alarm for a score of two values, one of them rare', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const study = companyOf(seed, { n: 120 });
      const scores = study.scores.map((_, row) => (row === 60 + seed ? 10 : 50));
      for (const { mean, reach } of shuffledSkill({ ...study, scores }) ?? []) {
        expect(Math.abs(mean - 0.5)).toBeLessThanOrEqual(reach);
      }
    }
  });

  test('show skill when what is tested on was learnt from: the walk-forward guard is gone', () => {
    const cheat: typeof learnForward = (study) =>
      learnForward(study).map((fold) => ({
        ...fold,
        learnt: learnOutcomes(study, fold.rows) ?? fold.learnt,
      }));
    const learnt = shuffledSkill(data, cheat)?.find(({ of }) => of === 'learnt probabilities');
    expect((learnt?.mean ?? 0) - 0.5).toBeGreaterThan(learnt?.reach ?? 1);
  });
});
