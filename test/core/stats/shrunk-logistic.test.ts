import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logisticFit } from '../../../src/core/stats/logistic-fit.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { shrunkLogistic, shrunkProbabilities } from '../../../src/core/stats/shrunk-logistic.ts';

/** Three columns; the odds of churn fall with the first by `steep`, and with the second by half of that. */
function rowsOf(seed: number, steep: number, n = 400) {
  const { uniform } = createPrng(seed);
  const x = [0, 1, 2].map(() => Float64Array.from({ length: n }, uniform));
  const churned = Uint8Array.from({ length: n }, (_, i) => {
    const fall = steep * ((x[0]?.[i] ?? 0) + (x[1]?.[i] ?? 0) / 2 - 0.75);
    return uniform() < 1 / (1 + Math.exp(fall)) ? 1 : 0;
  });
  return { x, churned, towards: Float64Array.of(0.2, 0.3, 0.5) };
}

describe('shrunkLogistic', () => {
  test('of one column without a penalty it is the logistic fit', () => {
    const { x, churned } = rowsOf(1, 4);
    const [column = new Float64Array()] = x;
    const found = shrunkLogistic({ x: [column], churned, towards: Float64Array.of(1) }, 0);
    const known = logisticFit(column, churned);
    expect(found.intercept).toBeCloseTo(known.intercept.value ?? 0, 6);
    expect(found.slopes[0]).toBeCloseTo(-(known.slope.value ?? 0), 6);
  });

  test('an infinite penalty leaves the given direction, a large finite one nearly so', () => {
    const problem = rowsOf(2, 4);
    const endless = shrunkLogistic(problem, Number.POSITIVE_INFINITY);
    const large = shrunkLogistic(problem, 30);
    const [first = 0, second = 0, third = 0] = endless.slopes;
    expect(second / first).toBeCloseTo(1.5, 9);
    expect(third / first).toBeCloseTo(2.5, 9);
    for (const [j, slope] of large.slopes.entries()) expect(slope).toBeCloseTo(endless.slopes[j] ?? 0, 2);
  });

  test('what raises the odds of churn gets nothing', () => {
    const { x, churned, towards } = rowsOf(3, -4);
    expect([...shrunkLogistic({ x, churned, towards }, 0.001).slopes].slice(0, 2)).toEqual([0, 0]);
  });

  test('the mean probability is the share that churned, whatever the penalty', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.constantFrom(0.001, 0.03, 1, Number.POSITIVE_INFINITY), (seed, penalty) => {
        const problem = rowsOf(seed, 3);
        const found = shrunkProbabilities(shrunkLogistic(problem, penalty), problem.x);
        const mean = (values: ArrayLike<number>) =>
          Array.from(values).reduce((a, b) => a + b, 0) / values.length;
        expect(mean(found)).toBeCloseTo(mean(problem.churned), 6);
      }),
      { numRuns: 20, seed: 5 },
    );
  });

  test('no move from the answer lowers the loss', () => {
    const { x, churned, towards } = rowsOf(4, 3);
    const penalty = 0.02;
    const loss = (intercept: number, slopes: readonly number[]) => {
      const along = slopes.reduce((sum, slope, j) => sum + slope * (towards[j] ?? 0), 0) / 0.38;
      const apart = slopes.reduce((sum, slope, j) => sum + (slope - along * (towards[j] ?? 0)) ** 2, 0);
      const p = shrunkProbabilities({ intercept, slopes: Float64Array.from(slopes) }, x);
      const mean = p.reduce((sum, at, i) => sum - Math.log(churned[i] === 1 ? at : 1 - at), 0) / p.length;
      return mean + (penalty / 2) * apart;
    };
    const { intercept, slopes } = shrunkLogistic({ x, churned, towards }, penalty);
    const least = loss(intercept, [...slopes]);
    for (const by of [-0.01, 0.01]) {
      expect(loss(intercept + by, [...slopes])).toBeGreaterThan(least);
      for (const j of slopes.keys()) {
        const moved = [...slopes].map((slope, k) => (k === j ? Math.max(0, slope + by) : slope));
        expect(loss(intercept, moved)).toBeGreaterThanOrEqual(least);
      }
    }
  });
});
