import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auc } from '../../../src/core/stats/auc.ts';
import { gini } from '../../../src/core/stats/gini.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { decisions, fixed, mixedDecisions, negated } from './arbitraries.ts';
import * as a from './fixture-a.ts';

/** The definition: every churned against every renewed account. */
function allPairs(scores: Float64Array, churned: Uint8Array) {
  const psi = (x: number, y: number) => (x < y ? 1 : x === y ? 0.5 : 0);
  const lost = scores.filter((_, i) => churned[i] === 1);
  const kept = scores.filter((_, i) => churned[i] === 0);
  const mean = (values: number[]) => values.reduce((p, q) => p + q, 0) / values.length;
  const v10 = Array.from(lost, (x) => mean(Array.from(kept, (y) => psi(x, y))));
  const v01 = Array.from(kept, (y) => mean(Array.from(lost, (x) => psi(x, y))));
  const spread = (v: number[]) => v.reduce((t, x) => t + (x - mean(v)) ** 2, 0) / (v.length - 1) / v.length;
  return { area: mean(v10), variance: spread(v10) + spread(v01) };
}

describe('auc', () => {
  test('fixture A: value, DeLong variance and logit interval', () => {
    const { value, ci, standardError, n, n1, n0, reason } = auc(a.health, a.churned);
    expect(value).toBeCloseTo(0.7428571428571429, 14);
    expect(standardError! ** 2).toBeCloseTo(0.026768707482993197, 14);
    expect(ci![0]).toBeCloseTo(0.35026773285207646, 10);
    expect(ci![1]).toBeCloseTo(0.9393236725526289, 10);
    expect({ n, n1, n0, reason }).toEqual({ n: 12, n1: 5, n0: 7, reason: null });
  });

  test('agrees with the count of all pairs, and its variance with the placements of all pairs', () => {
    fc.assert(
      fc.property(mixedDecisions(), ({ scores, churned }) => {
        const { area, variance } = allPairs(scores, churned);
        const { value, standardError, n1, n0 } = auc(scores, churned);
        expect(value).toBeCloseTo(area, 12);
        if (n1 > 1 && n0 > 1) expect(standardError! ** 2).toBeCloseTo(variance, 12);
      }),
      fixed,
    );
  });

  test('turns round with the score: auc(s, y) + auc(-s, y) = 1', () => {
    fc.assert(
      fc.property(mixedDecisions(), ({ scores, churned }) => {
        expect(auc(scores, churned).value! + auc(negated(scores), churned).value!).toBeCloseTo(1, 14);
      }),
      fixed,
    );
  });

  test('depends on order alone, and not on the order of rows', () => {
    fc.assert(
      fc.property(mixedDecisions(), ({ scores, churned }) => {
        const stretched = scores.map((s) => s * 2);
        expect(auc(stretched, churned)).toEqual(auc(scores, churned));
        expect(auc(scores.toReversed(), churned.toReversed())).toEqual(auc(scores, churned));
      }),
      fixed,
    );
  });

  test('never gives NaN or infinity, and its interval holds its value', () => {
    fc.assert(
      fc.property(decisions(0), ({ scores, churned }) => {
        const { value, ci, reason } = auc(scores, churned);
        if (value === null || ci === null) {
          expect(reason).not.toBeNull();
          return;
        }
        expect(ci[0]).toBeGreaterThan(0);
        expect(ci[1]).toBeLessThan(1);
        expect(ci[0] <= value && value <= ci[1]).toBe(true);
      }),
      fixed,
    );
  });

  test('a constant score is worth exactly one half, without interval', () => {
    const { value, ci, reason } = auc(new Float64Array(7).fill(0.1), Uint8Array.of(1, 0, 1, 0, 0, 0, 1));
    expect({ value, ci, reason }).toEqual({ value: 0.5, ci: null, reason: 'degenerate' });
  });

  test('a perfect score has no interval, and a perfectly wrong one is reported as wrong', () => {
    const perfect = auc(Float64Array.of(1, 2, 3, 4), Uint8Array.of(1, 1, 0, 0));
    expect([perfect.value, perfect.ci, perfect.reason]).toEqual([1, null, 'degenerate']);
    expect(auc(Float64Array.of(1, 2, 3, 4), Uint8Array.of(0, 0, 1, 1)).value).toBe(0);
  });

  test('one class, or nobody, has no AUC; one account of a class has no interval', () => {
    expect(auc(Float64Array.of(1, 2), Uint8Array.of(0, 0)).reason).toBe('single_class');
    expect(auc(Float64Array.of(1, 2), Uint8Array.of(1, 1)).reason).toBe('single_class');
    expect(auc(new Float64Array(0), new Uint8Array(0)).reason).toBe('empty');
    const one = auc(Float64Array.of(1, 2, 0), Uint8Array.of(1, 0, 0));
    expect([one.value, one.ci, one.reason, one.need]).toEqual([0.5, null, 'insufficient', 2]);
  });

  test('is the same on both sorting paths', () => {
    const prng = createPrng(11);
    const scores = Float64Array.from({ length: 2000 }, () => prng.below(80));
    const churned = Uint8Array.from(scores, (s) => (prng.uniform() < 0.3 - s / 400 ? 1 : 0));
    const { area, variance } = allPairs(scores, churned);
    const { value, standardError } = auc(scores, churned);
    expect(value).toBeCloseTo(area, 12);
    expect(standardError! ** 2).toBeCloseTo(variance, 12);
  });
});

describe('gini', () => {
  test('is twice the AUC less one, with its interval', () => {
    const { value, ci } = gini(a.health, a.churned);
    expect(value).toBeCloseTo(0.48571428571428577, 14);
    expect(ci![0]).toBeCloseTo(2 * 0.35026773285207646 - 1, 10);
    expect(ci![1]).toBeCloseTo(2 * 0.9393236725526289 - 1, 10);
    expect(gini(Float64Array.of(1), Uint8Array.of(1)).value).toBeNull();
    expect(gini(Float64Array.of(1, 2), Uint8Array.of(1, 0)).ci).toBeNull();
  });
});
