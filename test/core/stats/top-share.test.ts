import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { shuffle } from '../../../src/core/stats/shuffle.ts';
import { topCapacity, topShare } from '../../../src/core/stats/top-share.ts';
import { fixed, mixedDecisions } from './arbitraries.ts';
import * as a from './fixture-a.ts';

describe('topShare', () => {
  test.each([
    [0.1, 1.1, 0.22, 0.9166666666666666, 2.2],
    [0.2, 1.7, 0.34, 0.7083333333333333, 1.7],
    [0.25, 2.0, 0.4, 0.6666666666666666, 1.6],
    [0.3, 2.6, 0.52, 0.7222222222222222, 1.7333333333333332],
    [1.0, 5.0, 1.0, 0.4166666666666667, 1.0],
  ])('fixture A: the riskiest %f', (share, ...expected) => {
    const top = topShare(a.health, a.churned, share);
    const found = [top.events, top.capture, top.precision, top.lift];
    for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 12);
  });

  test('the whole has a lift of exactly 1, and a constant score is no better than chance at any share', () => {
    fc.assert(
      fc.property(
        mixedDecisions(),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        ({ scores, churned }, share) => {
          expect(topShare(scores, churned, 1).lift).toBe(1);
          expect(topShare(scores.fill(3), churned, share).lift).toBeCloseTo(1, 12);
        },
      ),
      fixed,
    );
  });

  test('is what random orders of tied rows give on average', () => {
    const prng = createPrng(2);
    const scores = Float64Array.of(1, 1, 1, 1, 1, 2, 2, 3, 3, 3);
    const churned = Uint8Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0, 0);
    const rows = Uint32Array.from(scores, (_, i) => i);
    let found = 0;
    for (let round = 0; round < 20_000; round += 1) {
      shuffle(rows, prng);
      const order = [...rows].sort((p, q) => scores[p]! - scores[q]!);
      found += order.slice(0, 3).filter((row) => churned[row] === 1).length;
    }
    expect(Math.abs(topCapacity(scores, churned, 3).events! - found / 20_000)).toBeLessThan(0.02);
    expect(topCapacity(scores, churned, 3).events).toBeCloseTo(1.2, 12);
  });

  test('sorting on (score, outcome) would show 10.0 where 1.10 is true', () => {
    const scores = Float64Array.from({ length: 1000 }, (_, i) => (i < 909 ? 50 : 90));
    const churned = Uint8Array.from(scores, (_, i) => (i < 909 && i % 9 === 0 && i < 900 ? 1 : 0));
    const rows = Array.from(scores, (s, i) => [s, churned[i]!] as const).sort(
      ([s, y], [t, z]) => s - t || z - y,
    );
    const biased = rows.slice(0, 100).filter(([, y]) => y === 1).length / 100 / 0.1;
    expect(biased).toBeCloseTo(10, 12);
    expect(topShare(scores, churned, 0.1).lift).toBeCloseTo(1.1, 2);
  });

  test('says when the line cuts through equal scores', () => {
    expect(topCapacity(a.health, a.churned, 1).tied).toBe(0);
    expect(topCapacity(a.health, a.churned, 2).tied).toBe(2);
    expect(topCapacity(a.health, a.churned, 3).tied).toBe(0);
    expect(topCapacity(a.health, a.churned, 6).tied).toBe(3);
  });

  test('more capacity than accounts is all of them; no capacity or one class finds nothing to say', () => {
    expect(topCapacity(a.health, a.churned, 99)).toMatchObject({ k: 12, capture: 1, lift: 1 });
    expect(topCapacity(a.health, a.churned, 0)).toMatchObject({ lift: null, reason: 'empty' });
    expect(topShare(Float64Array.of(1, 2), Uint8Array.of(0, 0), 0.5)).toMatchObject({
      lift: null,
      reason: 'single_class',
    });
  });

  test('capture never falls as more is worked', () => {
    fc.assert(
      fc.property(mixedDecisions(), ({ scores, churned }) => {
        const captures = Array.from(scores, (_, k) => topCapacity(scores, churned, k + 1).capture!);
        for (const [k, capture] of captures.entries())
          expect(capture).toBeGreaterThanOrEqual(captures[k - 1] ?? 0);
        expect(captures.at(-1)).toBeCloseTo(1, 12);
      }),
      fixed,
    );
  });
});
