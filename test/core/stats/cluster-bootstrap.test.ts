import { describe, expect, test } from 'vitest';
import { auc } from '../../../src/core/stats/auc.ts';
import { bootstrapAuc } from '../../../src/core/stats/bootstrap-auc.ts';
import { clusterBootstrap } from '../../../src/core/stats/cluster-bootstrap.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import * as a from './fixture-a.ts';

function sample(n: number, seed: number) {
  const prng = createPrng(seed);
  const scores = Float64Array.from({ length: n }, () => prng.below(100));
  const churned = Uint8Array.from(scores, (s) => (prng.uniform() < 0.5 - s / 250 ? 1 : 0));
  return { scores, churned, accounts: Uint32Array.from(scores, (_, i) => i) };
}

describe('clusterBootstrap', () => {
  test('is near DeLong where every account has one row', () => {
    const rows = sample(300, 2);
    const plain = auc(rows.scores, rows.churned);
    const { value, standardError, ci, failed, accounts, replicates } = bootstrapAuc(rows, { seed: 4 });
    expect(value).toBe(plain.value);
    expect(Math.abs(standardError! / plain.standardError! - 1)).toBeLessThan(0.1);
    expect(Math.abs(ci![0] - plain.ci![0])).toBeLessThan(0.015);
    expect([failed, accounts, replicates]).toEqual([0, 300, 2000]);
  });

  test('rows of one account repeated four times add no knowledge: the interval stays, the naive one halves', () => {
    const { scores, churned, accounts } = sample(200, 3);
    const four = <T extends Float64Array | Uint8Array | Uint32Array>(column: T): T => {
      const all = Array.from({ length: 4 * column.length }, (_, i) => column[Math.floor(i / 4)]!);
      return (column.constructor as unknown as { from(values: number[]): T }).from(all);
    };
    const once = bootstrapAuc({ scores, churned, accounts }, { seed: 5 });
    const repeated = bootstrapAuc(
      { scores: four(scores), churned: four(churned), accounts: four(accounts) },
      { seed: 5 },
    );
    expect(repeated.value).toBeCloseTo(once.value!, 12);
    expect(repeated.standardError!).toBeCloseTo(once.standardError!, 12);
    expect(auc(four(scores), four(churned)).standardError! / auc(scores, churned).standardError!).toBeCloseTo(
      0.5,
      1,
    );
  });

  test('the same seed gives the same bits, another seed others', () => {
    const rows = sample(120, 6);
    const run = (seed: number) => bootstrapAuc(rows, { seed, replicates: 300 });
    expect(run(1)).toEqual(run(1));
    expect(run(1).ci).not.toEqual(run(2).ci);
    expect(run(1).seed).toBe(1);
  });

  test('strata keep the number of accounts that ever churned, with all rows of each', () => {
    const accounts = Uint32Array.of(7, 7, 7, 8, 8, 9, 5, 5);
    const churned = Uint8Array.of(0, 0, 1, 0, 0, 1, 0, 0);
    let seen = 0;
    clusterBootstrap(
      (times) => {
        expect(times[0]).toBe(times[1]);
        expect(times[0]).toBe(times[2]);
        expect(times[3]).toBe(times[4]);
        expect(times[2]! + times[5]!).toBe(2);
        expect(times[3]! + times[6]!).toBe(2);
        seen += 1;
        return seen;
      },
      { accounts, churned },
      { replicates: 50 },
    );
    expect(seen).toBe(51);
  });

  test('replicates that fail are counted, and too many of them leave no interval', () => {
    const rows = { accounts: Uint32Array.from(a.churned, (_, i) => i), churned: a.churned };
    const failing = (every: number) => {
      let call = 0;
      return () => {
        call += 1;
        return call % every === 0 ? null : call;
      };
    };
    expect(clusterBootstrap(failing(50), rows, { replicates: 200 })).toMatchObject({
      failed: 4,
      reason: null,
    });
    expect(clusterBootstrap(failing(5), rows, { replicates: 200 })).toMatchObject({
      failed: 40,
      ci: null,
      reason: 'degenerate',
    });
    expect(clusterBootstrap(() => null, rows)).toMatchObject({ value: null, reason: 'degenerate' });
    expect(clusterBootstrap(() => Number.NaN, rows).value).toBeNull();
    expect(clusterBootstrap(() => 0.5, rows, { replicates: 20 })).toMatchObject({
      value: 0.5,
      ci: null,
      reason: 'degenerate',
    });
  });

  test('with ARR it is the weighted AUC', () => {
    const accounts = Uint32Array.from(a.churned, (_, i) => i);
    const weighted = bootstrapAuc(
      { scores: a.health, churned: a.churned, accounts, arr: a.arr },
      { replicates: 200 },
    );
    expect(weighted.value).toBeCloseTo(0.6327160493827161, 14);
    expect(weighted.ci![0] < weighted.value! && weighted.value! < weighted.ci![1]).toBe(true);
  });
});
