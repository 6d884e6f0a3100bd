import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auc } from '../../../src/core/stats/auc.ts';
import { correlationP } from '../../../src/core/stats/correlation.ts';
import { midRanks } from '../../../src/core/stats/mid-ranks.ts';
import { pointBiserial } from '../../../src/core/stats/point-biserial.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { rankSumP } from '../../../src/core/stats/rank-sum-p.ts';
import { spearman } from '../../../src/core/stats/spearman.ts';
import { tieBlocks } from '../../../src/core/stats/tie-blocks.ts';
import { decisions, fixed, mixedDecisions, negated } from './arbitraries.ts';
import * as a from './fixture-a.ts';

function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const mean = (v: ArrayLike<number>) => Array.from(v).reduce((p, q) => p + q, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const products = (u: ArrayLike<number>, mu: number, v: ArrayLike<number>, mv: number) =>
    Array.from(u).reduce((t, value, i) => t + (value - mu) * (v[i]! - mv), 0);
  return products(x, mx, y, my) / Math.sqrt(products(x, mx, x, mx) * products(y, my, y, my));
}

const notConstant = ({ scores }: { scores: Float64Array }) => new Set(scores).size > 1;

describe('spearman', () => {
  test('fixture A: rho, and the exact p of 146 relabellings in 792', () => {
    const { value, p, method, ci } = spearman(a.health, a.churned);
    expect(value).toBeCloseTo(0.4206409104095845, 14);
    expect(p).toBeCloseTo(146 / 792, 15);
    expect(method).toBe('exact');
    const reach = 1.959963984540054 * Math.sqrt((1 + value! ** 2 / 2) / 9);
    expect(ci![0]).toBeCloseTo(Math.tanh(Math.atanh(value!) - reach), 12);
    expect(ci![1]).toBeCloseTo(Math.tanh(Math.atanh(value!) + reach), 12);
    expect(correlationP(value!, 12)).toBeCloseTo(0.1733187440760077, 12);
  });

  test('is Pearson of the mid-ranks', () => {
    fc.assert(
      fc.property(mixedDecisions(3).filter(notConstant), ({ scores, churned }) => {
        const renewed = Float64Array.from(churned, (y) => 1 - y);
        expect(spearman(scores, churned).value).toBeCloseTo(pearson(midRanks(scores), midRanks(renewed)), 12);
      }),
      fixed,
    );
  });

  test('is the AUC on another scale: (A - 1/2) sqrt(n1 n0) / sd of the ranks', () => {
    fc.assert(
      fc.property(mixedDecisions(3).filter(notConstant), ({ scores, churned }) => {
        const { value: area, n, n1, n0 } = auc(scores, churned);
        const ties = new Map<number, number>();
        for (const s of scores) ties.set(s + 0, (ties.get(s + 0) ?? 0) + 1);
        const tieTerm = [...ties.values()].reduce((t, size) => t + size ** 3 - size, 0);
        const sd = Math.sqrt((n * n - 1) / 12 - tieTerm / (12 * n));
        const rho = ((area! - 0.5) * Math.sqrt(n1 * n0)) / sd;
        expect(spearman(scores, churned).value).toBeCloseTo(rho, 10);
      }),
      fixed,
    );
  });

  test('changes sign with the score and keeps its p', () => {
    fc.assert(
      fc.property(mixedDecisions(2, 14).filter(notConstant), ({ scores, churned }) => {
        const there = spearman(scores, churned);
        const back = spearman(negated(scores), churned);
        expect(back.value).toBeCloseTo(-there.value!, 13);
        expect(back.p).toBe(there.p);
      }),
      fixed,
    );
  });

  test('the exact p counts every relabelling', () => {
    fc.assert(
      fc.property(mixedDecisions(3, 9).filter(notConstant), ({ scores, churned }) => {
        const n1 = churned.filter((y) => y === 1).length;
        const observed = Math.abs(pearson(midRanks(scores), churned));
        let ways = 0;
        let asFar = 0;
        for (let mask = 0; mask < 2 ** scores.length; mask += 1) {
          const labels = Uint8Array.from(scores, (_, i) => (mask >> i) & 1);
          if (labels.filter((y) => y === 1).length !== n1) continue;
          ways += 1;
          if (Math.abs(pearson(midRanks(scores), labels)) >= observed - 1e-12) asFar += 1;
        }
        expect(spearman(scores, churned).p).toBeCloseTo(asFar / ways, 14);
      }),
      { ...fixed, numRuns: 40 },
    );
  });

  test('beyond 200,000 relabellings it samples, repeatably, near the t approximation', () => {
    const prng = createPrng(21);
    const scores = Float64Array.from({ length: 400 }, () => prng.below(60));
    const churned = Uint8Array.from(scores, (s) => (prng.uniform() < 0.22 - s / 500 ? 1 : 0));
    const first = spearman(scores, churned, { seed: 9 });
    expect(first.method).toBe('monte_carlo');
    expect(spearman(scores, churned, { seed: 9 })).toEqual(first);
    const byT = correlationP(first.value!, 400)!;
    expect(Math.abs(first.p! - byT)).toBeLessThan(4 * Math.sqrt((byT * (1 - byT)) / 9999) + 0.003);
    expect(first.p! * 10_000).toBeCloseTo(Math.round(first.p! * 10_000), 8);
  });

  test('a sampled p is within its error of the exact one, 9,954 of all 293,930 relabellings', () => {
    const scores = Float64Array.from({ length: 21 }, (_, i) => i);
    const churned = Uint8Array.from(scores, (s) => (s < 6 || s % 5 === 0 ? 1 : 0));
    const exact = 9954 / 293_930;
    const sampled = rankSumP(tieBlocks(scores, churned), 3, 9_999)!;
    expect(sampled.method).toBe('monte_carlo');
    expect(Math.abs(sampled.p - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 9999));
  });

  test('a sampled p is never 0, however perfect the order', () => {
    const scores = Float64Array.from({ length: 60 }, (_, i) => i);
    const churned = Uint8Array.from(scores, (s) => (s < 20 ? 1 : 0));
    expect(spearman(scores, churned)).toMatchObject({ p: 1e-4, method: 'monte_carlo' });
  });

  test('a very large sample is tested by t', () => {
    const prng = createPrng(22);
    const scores = Float64Array.from({ length: 6000 }, () => prng.below(1000));
    const churned = Uint8Array.from(scores, () => prng.below(2));
    const { value, p, method } = spearman(scores, churned);
    expect(method).toBe('student_t');
    expect(p).toBe(correlationP(value!, 6000));
  });

  test('edges: one class, constant, three rows, a perfect order', () => {
    expect(spearman(Float64Array.of(1, 2), Uint8Array.of(1, 1))).toMatchObject({
      value: null,
      p: null,
      reason: 'single_class',
    });
    expect(spearman(Float64Array.of(2, 2), Uint8Array.of(0, 1))).toMatchObject({
      value: null,
      reason: 'constant',
    });
    expect(spearman(new Float64Array(0), new Uint8Array(0)).reason).toBe('empty');
    expect(spearman(Float64Array.of(1, 2, 3), Uint8Array.of(1, 0, 0))).toMatchObject({
      ci: null,
      reason: 'insufficient',
      need: 4,
    });
    const perfect = spearman(Float64Array.of(1, 1, 2, 2), Uint8Array.of(1, 1, 0, 0));
    expect(perfect).toMatchObject({ value: 1, ci: null, reason: 'degenerate' });
    expect(perfect.p).toBeCloseTo(2 / 6, 15);
  });
});

describe('pointBiserial', () => {
  test('fixture A', () => {
    const { value, p } = pointBiserial(a.health, a.churned);
    expect(value).toBeCloseTo(0.4279929617262785, 14);
    expect(p).toBeCloseTo(0.1651402657080018, 12);
  });

  test('is Pearson, and never leaves [-1, 1]', () => {
    fc.assert(
      fc.property(decisions(0), ({ scores, churned }) => {
        const { value, p, reason } = pointBiserial(scores, churned);
        if (value === null) {
          expect([p, reason === null]).toEqual([null, false]);
          return;
        }
        expect(value).toBeCloseTo(
          pearson(
            scores,
            churned.map((y) => 1 - y),
          ),
          10,
        );
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
        expect(p! >= 0 && p! <= 1).toBe(true);
      }),
      fixed,
    );
  });

  test('edges: constant, too few, perfect, out of range', () => {
    expect(pointBiserial(new Float64Array(5).fill(0.1), Uint8Array.of(1, 0, 0, 1, 0)).reason).toBe(
      'constant',
    );
    expect(pointBiserial(Float64Array.of(1, 2), Uint8Array.of(1, 0)).reason).toBe('insufficient');
    expect(pointBiserial(Float64Array.of(1, 2), Uint8Array.of(0, 0)).reason).toBe('single_class');
    expect(pointBiserial(Float64Array.of(1, 1, 3, 3), Uint8Array.of(1, 1, 0, 0))).toMatchObject({
      value: 1,
      p: 0,
      ci: null,
    });
    expect(pointBiserial(Float64Array.of(1e300, -1e300, 0), Uint8Array.of(1, 0, 0)).value).toBeCloseTo(
      pointBiserial(Float64Array.of(1, -1, 0), Uint8Array.of(1, 0, 0)).value!,
      14,
    );
    const most = Number.MAX_VALUE;
    expect(pointBiserial(Float64Array.of(most, most, -most), Uint8Array.of(1, 0, 0)).reason).toBe(
      'degenerate',
    );
  });
});
