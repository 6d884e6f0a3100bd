import { expect, test } from 'vitest';
import { compareDays } from '../../../src/core/backtest/compare-days.ts';

const day = (scores: readonly number[], bands: readonly number[]) => ({
  accounts: ['a', 'b', 'c', 'd'],
  scores: Float64Array.from(scores),
  bands: Uint8Array.from(bands),
  bandNames: ['poor', 'okay', 'good'],
});
const who = {
  names: ['Ada', null, 'Cy', 'Di'],
  arr: Float64Array.of(100, 300, 50, Number.NaN),
  currencies: ['EUR', 'EUR', 'USD', 'EUR'],
};

test('who changes band, with how much ARR by currency, largest first', () => {
  const before = day([40, 60, 85, Number.NaN], [0, 1, 2, 255]);
  const after = day([55, 85, 88, 50], [1, 2, 2, 1]);
  expect(compareDays(before, after, who)).toMatchObject({
    accounts: 4,
    changed: 3,
    arr: [
      { currency: 'EUR', arr: 400 },
      { currency: 'USD', arr: 50 },
    ],
    arr_changed: [{ currency: 'EUR', arr: 400 }],
    moves: [
      { from: 'okay', to: 'good', accounts: 1, arr: [{ currency: 'EUR', arr: 300 }] },
      { from: 'poor', to: 'okay', accounts: 1 },
      { from: 'unknown', to: 'okay', accounts: 1, arr: [] },
    ],
    changes: [
      {
        account_id: 'b',
        account_name: null,
        band_before: 'okay',
        band_after: 'good',
        score_before: 60,
        score_after: 85,
      },
      { account_id: 'a', arr: 100 },
      { account_id: 'd', arr: null, score_before: null },
    ],
  });
});

test('ranks are compared over the accounts that both score', () => {
  const before = day([1, 2, 3, Number.NaN], [0, 0, 0, 255]);
  expect(compareDays(before, day([10, 30, 20, 5], [0, 0, 0, 0]), who).rank_agreement).toBeCloseTo(0.5, 12);
  expect(compareDays(before, before, who)).toMatchObject({ changed: 0, rank_agreement: 1 });
});
