import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrCapture } from '../../../src/core/stats/arr-capture.ts';
import { arrWeightedAuc } from '../../../src/core/stats/arr-weighted-auc.ts';
import { auc } from '../../../src/core/stats/auc.ts';
import { expectedLoss, revenueBacktest } from '../../../src/core/stats/expected-revenue.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { revenueRetention } from '../../../src/core/stats/revenue-retention.ts';
import { topCapacity } from '../../../src/core/stats/top-share.ts';
import { fixed, mixedDecisions } from './arbitraries.ts';
import * as a from './fixture-a.ts';

const amounts = (n: number) =>
  fc.array(fc.nat(1000), { minLength: n, maxLength: n }).map((v) => Float64Array.from(v));

describe('arrWeightedAuc', () => {
  test('fixture A', () => {
    expect(arrWeightedAuc(a.health, a.churned, a.arr).value).toBeCloseTo(0.6327160493827161, 14);
  });

  test('equal ARR makes it the AUC; whole ARR is so many copies of the row', () => {
    fc.assert(
      fc.property(
        mixedDecisions(2, 12),
        fc.infiniteStream(fc.integer({ min: 1, max: 4 })),
        ({ scores, churned }, stream) => {
          const same = scores.map(() => 7);
          expect(arrWeightedAuc(scores, churned, same).value).toBeCloseTo(auc(scores, churned).value!, 12);
          const copies = [...stream.take(scores.length)];
          const repeat = (column: ArrayLike<number>) =>
            copies.flatMap((times, row) => new Array<number>(times).fill(column[row]!));
          const copied = auc(Float64Array.from(repeat(scores)), Uint8Array.from(repeat(churned)));
          expect(arrWeightedAuc(scores, churned, Float64Array.from(copies)).value).toBeCloseTo(
            copied.value!,
            12,
          );
        },
      ),
      fixed,
    );
  });

  test('a class without ARR has no value', () => {
    expect(arrWeightedAuc(Float64Array.of(1, 2), Uint8Array.of(1, 0), Float64Array.of(0, 5)).reason).toBe(
      'degenerate',
    );
    expect(arrWeightedAuc(Float64Array.of(1, 2), Uint8Array.of(1, 1), Float64Array.of(1, 5)).reason).toBe(
      'single_class',
    );
  });
});

describe('arrCapture', () => {
  test('fixture A: the block of 35 is cut in half', () => {
    const capture = (k: number) => arrCapture({ scores: a.health, churned: a.churned, arr: a.arr }, k).value!;
    const lost = 10 + 20 + 40 + 60 + 110;
    expect(capture(1)).toBeCloseTo(10 / lost, 14);
    expect(capture(2)).toBeCloseTo(20 / lost, 14);
    expect(capture(3)).toBeCloseTo(30 / lost, 14);
    expect(capture(12)).toBe(1);
    expect(capture(0)).toBe(0);
  });

  test('equal ARR makes it the capture of accounts', () => {
    fc.assert(
      fc.property(mixedDecisions(), fc.integer({ min: 1, max: 45 }), ({ scores, churned }, k) => {
        const { value } = arrCapture({ scores, churned, arr: scores.map(() => 3) }, k);
        expect(value).toBeCloseTo(topCapacity(scores, churned, k).capture!, 12);
      }),
      fixed,
    );
  });

  test('edges', () => {
    const scores = Float64Array.of(1, 2);
    expect(arrCapture({ scores, churned: Uint8Array.of(0, 0), arr: scores }, 1).reason).toBe('single_class');
    expect(arrCapture({ scores, churned: Uint8Array.of(1, 0), arr: Float64Array.of(0, 1) }, 1).reason).toBe(
      'degenerate',
    );
    expect(arrCapture({ scores, churned: Uint8Array.of(1, 0), arr: Float64Array.of(0, 1) }, 9).reason).toBe(
      'degenerate',
    );
    const nothing = new Float64Array(0);
    expect(arrCapture({ scores: nothing, churned: new Uint8Array(0), arr: nothing }, 1).reason).toBe('empty');
  });
});

describe('revenueRetention', () => {
  test('growth counts for net and never for gross', () => {
    const { grr, nrr, priorArr, renewedArr, excluded } = revenueRetention(
      Float64Array.of(100, 200, 0),
      Float64Array.of(150, 100, 500),
    );
    expect(grr.value).toBeCloseTo(200 / 300, 14);
    expect(nrr.value).toBeCloseTo(250 / 300, 14);
    expect([priorArr, renewedArr, excluded]).toEqual([300, 250, 1]);
  });

  test('gross is never above 1 nor above net, and cohorts add up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 20 }).chain((n) => fc.tuple(amounts(n), amounts(n))),
        ([before, after]) => {
          const { grr, nrr } = revenueRetention(before, after);
          if (grr.value === null || nrr.value === null) {
            expect([grr.reason, before.every((b) => b === 0)]).toEqual(['empty', true]);
            return;
          }
          expect(grr.value).toBeLessThanOrEqual(Math.min(1, nrr.value));
          const halves = [before.slice(0, 1), before.slice(1)].map((b, i) =>
            revenueRetention(b, i === 0 ? after.slice(0, 1) : after.slice(1)),
          );
          const kept = halves.reduce((t, half) => t + (half.grr.value ?? 0) * half.priorArr, 0);
          expect(kept / before.reduce((x, y) => x + y)).toBeCloseTo(grr.value, 10);
        },
      ),
      fixed,
    );
  });
});

describe('expected revenue', () => {
  test('two accounts worked by hand', () => {
    const { expected, sd } = expectedLoss({
      probabilities: Float64Array.of(0.5, 0.1),
      arr: Float64Array.of(100, 200),
    });
    expect(expected).toBeCloseTo(70, 12);
    expect(sd).toBeCloseTo(Math.sqrt(0.25 * 10_000 + 0.09 * 40_000), 12);
  });

  test('right probabilities give a z like a standard normal, period by period', () => {
    const prng = createPrng(12);
    const n = 40_000;
    const probabilities = Float64Array.from({ length: n }, () => 0.02 + 0.5 * prng.uniform());
    const arr = Float64Array.from({ length: n }, () => 1000 + prng.below(90_000));
    const churned = Uint8Array.from(probabilities, (p) => (prng.uniform() < p ? 1 : 0));
    const quarters = Int32Array.from({ length: n }, (_, i) => i % 100);
    const periods = revenueBacktest({ probabilities, arr }, churned, quarters);
    expect(periods.map(({ period }) => period)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    const z = periods.map((period) => period.z.value!);
    const mean = z.reduce((x, y) => x + y) / 100;
    const variance = z.reduce((t, x) => t + (x - mean) ** 2, 0) / 99;
    expect(Math.abs(mean)).toBeLessThan(0.35);
    expect(Math.abs(variance - 1)).toBeLessThan(0.45);
    expect(periods[5]!.z.n1).toBe(churned.filter((y, i) => y === 1 && quarters[i] === 5).length);
    const total = periods.reduce((t, period) => t + period.observed, 0);
    expect(total).toBe(arr.reduce((t, amount, i) => t + (churned[i] === 1 ? amount : 0), 0));
  });

  test('certainty cannot be tested', () => {
    const [period] = revenueBacktest(
      { probabilities: Float64Array.of(0, 1), arr: Float64Array.of(10, 20) },
      Uint8Array.of(0, 1),
      Int32Array.of(3, 3),
    );
    expect(period).toMatchObject({ period: 3, expected: 20, observed: 20, sd: 0, p: null });
    expect(period!.z).toMatchObject({ reason: 'degenerate', n: 2, n1: 1, n0: 1 });
  });
});
