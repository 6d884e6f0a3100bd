import { expect, test } from 'vitest';
import { studyHorizon } from '../../../src/core/backtest/study-horizon.ts';
import { verdict } from '../../../src/core/backtest/verdict.ts';
import { studyOf, twoDozen } from './study-fixture.ts';

const of = (scores: readonly number[], churned: readonly number[], accounts?: Uint32Array) =>
  verdict('health', studyHorizon(studyOf(scores, churned, accounts ? { accounts } : {}), { headline: true }));

test('separates, where the interval lies above 0.5', () => {
  const found = of(twoDozen.scores, twoDozen.churned);
  expect(found.kind).toBe('separates');
  expect(found.text).toMatch(
    /^health separates: AUC 0\.896 \(95 % interval 0\.\d{3} to 0\.9\d\d\) at 90 days from 24 decisions, 12 churned, the interval clears 0\.5$/,
  );
});

test('the wrong way, where it lies below', () => {
  const reversed = twoDozen.scores.map((score) => 100 - score);
  expect(of(reversed, twoDozen.churned).kind).toBe('wrong_way');
});

test('no skill, where it covers 0.5', () => {
  const scores = twoDozen.scores.map((_score, row) => (row * 7) % 24);
  expect(of(scores, twoDozen.churned)).toMatchObject({ kind: 'no_skill' });
  expect(of(scores, twoDozen.churned).text).toContain('no skill to be found');
  expect(
    of(
      twoDozen.scores.map(() => 50),
      twoDozen.churned,
    ),
  ).toMatchObject({ kind: 'no_skill' });
});

test('one account that renews twelve times does not make a finding', () => {
  // All churn is one account's, all renewals are another's: whatever differs between the two looks like skill.
  const scores = twoDozen.churned.map((y, row) => (y === 1 ? 40 : 42) + (row % 6));
  expect(of(scores, twoDozen.churned).kind).toBe('separates');
  const accounts = Uint32Array.from(twoDozen.churned);
  expect(of(scores, twoDozen.churned, accounts)).toMatchObject({ kind: 'too_few' });
});

test('too few decisions', () => {
  expect(of(twoDozen.scores.slice(4), twoDozen.churned.slice(4))).toEqual({
    kind: 'too_few',
    text: 'too few decisions to judge health at 90 days: insufficient (8 churned, need 10)',
  });
});

test('without a fault is more often a leak than a feat', () => {
  const found = of(
    twoDozen.churned.map((y, row) => (y === 1 ? row : 50 + row)),
    twoDozen.churned,
  );
  expect(found).toMatchObject({ kind: 'separates' });
  expect(found.text).toContain('more often a leak than a feat');
});
