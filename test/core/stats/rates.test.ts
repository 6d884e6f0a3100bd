import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cochranArmitage } from '../../../src/core/stats/cochran-armitage.ts';
import { benjaminiHochberg, benjaminiYekutieli } from '../../../src/core/stats/false-discovery.ts';
import { falseAlarms, missedChurn } from '../../../src/core/stats/missed-churn.ts';
import { wilson } from '../../../src/core/stats/wilson.ts';
import { fixed } from './arbitraries.ts';

describe('wilson', () => {
  test('0 of 8 reaches to .324 and starts at 0 exactly', () => {
    const { value, ci } = wilson(0, 8);
    expect(value).toBe(0);
    expect(ci![0]).toBe(0);
    expect(ci![1]).toBeCloseTo(0.324, 3);
    expect(wilson(8, 8).ci![1]).toBe(1);
    expect(wilson(0, 0)).toMatchObject({ value: null, ci: null, reason: 'empty' });
  });

  test('holds the share, mirrors, and narrows with more rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (n, k) => {
        const hits = Math.min(n, k);
        const [low, high] = wilson(hits, n).ci!;
        const mirrored = wilson(n - hits, n).ci!;
        const wider = wilson(hits, n, 0.99).ci!;
        expect(low <= hits / n && hits / n <= high && low >= 0 && high <= 1).toBe(true);
        expect(low).toBeCloseTo(1 - mirrored[1], 12);
        expect(wider[1] - wider[0]).toBeGreaterThan(high - low);
        const [lowMore, highMore] = wilson(hits * 4, n * 4).ci!;
        expect(highMore - lowMore).toBeLessThan(high - low);
      }),
      fixed,
    );
  });
});

describe('false discovery', () => {
  test('[.01, .04, .03, .005] becomes [.02, .04, .04, .02]', () => {
    const { q, tests } = benjaminiHochberg([0.01, 0.04, 0.03, 0.005]);
    expect(tests).toBe(4);
    for (const [i, expected] of [0.02, 0.04, 0.04, 0.02].entries()) expect(q[i]).toBeCloseTo(expected, 15);
  });

  test('tests that were not run neither count nor get a q', () => {
    expect(benjaminiHochberg([0.01, null, 0.02]).q).toEqual([0.02, null, 0.02]);
    expect(benjaminiHochberg([0.01, null, 0.02]).tests).toBe(2);
    expect(benjaminiHochberg([])).toEqual({ q: [], tests: 0 });
  });

  test('q is never below p, never above 1, keeps the order of p; BY is never below BH', () => {
    const p = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(fc.array(p, { maxLength: 30 }), (ps) => {
        const { q } = benjaminiHochberg(ps);
        const strict = benjaminiYekutieli(ps).q;
        for (const [i, pi] of ps.entries()) {
          if (pi === null) continue;
          expect(q[i]! >= pi && q[i]! <= 1 && strict[i]! >= q[i]!).toBe(true);
          for (const [j, pj] of ps.entries()) if (pj !== null && pi <= pj) expect(q[i]! <= q[j]!).toBe(true);
        }
      }),
      fixed,
    );
  });

  test('BY of two tests is BH times 1.5', () => {
    expect(benjaminiYekutieli([0.01, 0.04]).q[0]).toBeCloseTo(0.03, 15);
    expect(benjaminiYekutieli([0.01, 0.04]).q[1]).toBeCloseTo(0.06, 15);
  });
});

describe('cochranArmitage', () => {
  test('8 of 20, 10 of 50, 2 of 80: z = -4.724, p = 2.31e-6', () => {
    const { value, p, n, n1 } = cochranArmitage([8, 10, 2], [20, 50, 80]);
    expect(value).toBeCloseTo(-4.724, 3);
    expect(p! * 1e6).toBeCloseTo(2.31, 2);
    expect([n, n1]).toEqual([150, 20]);
  });

  test('moving or stretching the positions changes nothing; turning them changes the sign', () => {
    const z = cochranArmitage([8, 10, 2], [20, 50, 80]).value!;
    expect(cochranArmitage([8, 10, 2], [20, 50, 80], [10, 13, 16]).value).toBeCloseTo(z, 12);
    expect(cochranArmitage([2, 10, 8], [80, 50, 20]).value).toBeCloseTo(-z, 12);
    expect(cochranArmitage([8, 0, 10, 2], [20, 0, 50, 80], [0, 9, 1, 2]).value).toBeCloseTo(z, 12);
  });

  test('without contrast there is no trend', () => {
    expect(cochranArmitage([0, 0], [5, 5]).reason).toBe('single_class');
    expect(cochranArmitage([5, 5], [5, 5]).reason).toBe('single_class');
    expect(cochranArmitage([], []).reason).toBe('empty');
    expect(cochranArmitage([1, 0], [3, 0], [0.1, 1])).toMatchObject({ reason: 'constant', p: null });
  });
});

describe('missed churn and false alarms', () => {
  test('count within the right class', () => {
    const good = Uint8Array.of(1, 0, 1, 1, 0);
    const churned = Uint8Array.of(1, 1, 0, 0, 1);
    expect(missedChurn(good, churned)).toMatchObject({ value: 1 / 3, n: 3, n1: 1, n0: 2 });
    const poor = Uint8Array.of(0, 1, 1, 1, 0);
    expect(falseAlarms(poor, churned)).toMatchObject({ value: 2 / 3, n: 3, n1: 2 });
    expect(missedChurn(good, new Uint8Array(5)).reason).toBe('empty');
    expect(falseAlarms(new Uint8Array(5), churned).reason).toBe('empty');
  });
});
