import { expect, test } from 'vitest';
import { drawnRows, overAccounts } from '../../../src/core/backtest/over-accounts.ts';
import { estimate, withheld } from '../../../src/core/stats/estimate.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { wilson } from '../../../src/core/stats/wilson.ts';

const ROWS = 400;
const prng = createPrng(7).uniform;
const churned = Uint8Array.from({ length: ROWS }, (_, i) => (i < 80 ? 1 : 0));
const flagged = Uint8Array.from({ length: ROWS }, () => (prng() < 0.3 ? 1 : 0));
const counts = { n: ROWS, n1: 80, n0: 320 };
const shareOf = (rows: Uint32Array) => rows.reduce((sum, r) => sum + (flagged[r] ?? 0), 0) / rows.length;
const share = (times: Float64Array) => shareOf(drawnRows(times));
const all = Uint32Array.from({ length: ROWS }, (_, i) => i);

test('of one row an account: close to the interval that a share has in closed form', () => {
  const found = overAccounts(estimate(counts, shareOf(all)), { accounts: all, churned }, share);
  const hits = flagged.reduce((sum, flag) => sum + flag, 0);
  const [low = 0, high = 0] = wilson(hits, ROWS).ci ?? [];
  expect(found.value).toBe(shareOf(all));
  expect(found.ci?.[0]).toBeCloseTo(low, 1);
  expect(found.ci?.[1]).toBeCloseTo(high, 1);
  expect(found.reason).toBeNull();
});

test('rows of one account that are alike make it wider', () => {
  const width = (accounts: Uint32Array) => {
    const rows = accounts.map((account) => account);
    const alike = (times: Float64Array) => shareOf(drawnRows(times).map((r) => rows[r] ?? 0));
    const { ci } = overAccounts(estimate(counts, shareOf(all)), { accounts, churned }, alike);
    return (ci?.[1] ?? 0) - (ci?.[0] ?? 0);
  };
  expect(width(all.map((r) => r - (r % 8)))).toBeGreaterThan(1.5 * width(all));
});

test('what is withheld stays so, and what never varies has no interval', () => {
  const few = withheld(counts, 'insufficient');
  expect(overAccounts(few, { accounts: all, churned }, share)).toBe(few);
  expect(overAccounts(estimate(counts, 1), { accounts: all, churned }, () => 1)).toMatchObject({
    value: 1,
    ci: null,
    reason: 'degenerate',
  });
});
