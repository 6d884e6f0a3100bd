import { expect, test } from 'vitest';
import { compareProofs, type ProvenCard } from '../../../src/core/backtest/compare-proofs.ts';

const ids = ['p', 'q', 'r', 's', 't'];
const OUTCOMES = new Map([
  ['p', 1],
  ['q', 1],
  ['r', 0],
  ['s', 0],
  ['t', 0],
]);

function proven(scores: readonly number[], more: Partial<ProvenCard> = {}): ProvenCard {
  const known = scores.map((score, i) => [ids[i] ?? '', score] as const);
  const readings = { version: 1, hash: 'x', horizon: 90, scores: new Map(known) };
  return { horizons: [], gates: [], readings, outcomes: OUTCOMES, ...more };
}

test('both cards are judged on the decisions that both have scored', () => {
  const before = proven([50, 30, 40, 60]);
  const after = proven([10, 30, 40, 60, 5]);
  const { auc_before, auc_after, difference } = compareProofs(before, after);
  expect(auc_before).toMatchObject({ value: 0.75, n: 4 });
  expect(auc_after).toMatchObject({ value: 1, n: 4 });
  expect(difference.value).toBeCloseTo(0.25, 12);
});

test('a gate stands beside itself; not_worse had nothing to be compared with before', () => {
  const gate = (name: 'good_share' | 'not_worse', status: 'passed' | 'failed') =>
    ({ score: 'health', gate: name, status, figure: null, threshold: 0, text: '' }) as const;
  const before = proven([1, 2, 3, 4], { gates: [gate('good_share', 'passed'), gate('not_worse', 'passed')] });
  const after = proven([1, 2, 3, 4], { gates: [gate('good_share', 'failed'), gate('not_worse', 'passed')] });
  expect(compareProofs(before, after).gates).toMatchObject([
    { gate: 'good_share', before: { status: 'passed' }, after: { status: 'failed' } },
    { gate: 'not_worse', before: null, after: { status: 'passed' } },
  ]);
});
