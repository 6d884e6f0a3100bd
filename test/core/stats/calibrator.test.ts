import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { churnProbabilities, fitCalibrator } from '../../../src/core/stats/calibrator.ts';
import { isotonic, isotonicAt } from '../../../src/core/stats/isotonic.ts';
import { logisticFit } from '../../../src/core/stats/logistic-fit.ts';
import { platt } from '../../../src/core/stats/platt.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { probabilityInterval } from '../../../src/core/stats/probability-interval.ts';
import { wilson } from '../../../src/core/stats/wilson.ts';
import { decisions, fixed, mixedDecisions } from './arbitraries.ts';
import * as a from './fixture-a.ts';

describe('isotonic', () => {
  test('pools neighbours in the wrong order', () => {
    const curve = isotonic(Float64Array.of(10, 20, 30), Uint8Array.of(1, 0, 1));
    expect(curve).toEqual({ scores: [10, 20, 30], probabilities: [1, 0.5, 0.5], rows: [1, 2, 2] });
    expect(isotonicAt(curve, 15)).toBe(0.75);
    expect([isotonicAt(curve, -1), isotonicAt(curve, 99)]).toEqual([1, 0.5]);
  });

  test('never rises with health and keeps the number of churned', () => {
    fc.assert(
      fc.property(decisions(1), ({ scores, churned }) => {
        const curve = isotonic(scores, churned);
        const fitted = scores.map((score) => isotonicAt(curve, score));
        for (let k = 1; k < curve.scores.length; k += 1) {
          expect(curve.probabilities[k]!).toBeLessThanOrEqual(curve.probabilities[k - 1]!);
        }
        const total = (values: Iterable<number>) => [...values].reduce((x, y) => x + y, 0);
        expect(total(fitted)).toBeCloseTo(total(churned), 9);
      }),
      fixed,
    );
  });

  test('no falling line fits better', () => {
    fc.assert(
      fc.property(
        mixedDecisions(2, 12),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (d, line) => {
          const curve = isotonic(d.scores, d.churned);
          const falling = [...line].sort((x, y) => y - x);
          const distinct = [...new Set(d.scores)].sort((x, y) => x - y);
          const loss = (p: (score: number) => number) =>
            d.scores.reduce((t, score, i) => t + (p(score) - d.churned[i]!) ** 2, 0);
          expect(loss((s) => isotonicAt(curve, s))).toBeLessThanOrEqual(
            loss((s) => falling[distinct.indexOf(s)]!) + 1e-12,
          );
        },
      ),
      fixed,
    );
  });
});

describe('platt', () => {
  test('stays finite on separated data, and calm on constant scores', () => {
    const line = platt(Float64Array.of(1, 2, 3, 4), Uint8Array.of(1, 1, 0, 0))!;
    expect(line.slope).toBeLessThan(0);
    expect(Number.isFinite(line.intercept)).toBe(true);
    const flat = platt(new Float64Array(4).fill(3), Uint8Array.of(1, 0, 0, 0))!;
    expect(flat.slope).toBe(0);
    expect(platt(new Float64Array(0), new Uint8Array(0))).toBeNull();
  });

  test('with many rows it is the plain logistic fit', () => {
    const prng = createPrng(4);
    const scores = Float64Array.from({ length: 20_000 }, () => 100 * prng.uniform());
    const churned = Uint8Array.from(scores, (s) =>
      prng.uniform() < 1 / (1 + Math.exp(0.05 * (s - 40))) ? 1 : 0,
    );
    const plain = logisticFit(scores, churned);
    const line = platt(scores, churned)!;
    expect(line.slope).toBeCloseTo(plain.slope.value!, 3);
    expect(line.intercept).toBeCloseTo(plain.intercept.value!, 2);
    expect(plain.slope.ci![0] < -0.05 && -0.05 < plain.slope.ci![1]).toBe(true);
  });

  test('the unit and the offset of the score change nothing', () => {
    const there = fitCalibrator(a.health, a.churned)!;
    const moved = a.health.map((h) => 1e6 + 1e-3 * h);
    const here = fitCalibrator(moved, a.churned)!;
    const [p, q] = [churnProbabilities(there, a.health), churnProbabilities(here, moved)];
    for (const [i, value] of p.entries()) expect(q[i]).toBeCloseTo(value, 8);
  });
});

describe('fitCalibrator', () => {
  test('takes Platt below 50 churned and isotonic from there on', () => {
    const scores = Float64Array.from({ length: 200 }, (_, i) => i);
    const churned = (n1: number) => Uint8Array.from(scores, (_, i) => (i % 4 === 0 && i < 4 * n1 ? 1 : 0));
    expect(fitCalibrator(scores, churned(49))!.kind).toBe('platt');
    expect(fitCalibrator(scores, churned(50))!.kind).toBe('isotonic');
    expect(fitCalibrator(scores, new Uint8Array(200))).toBeNull();
  });

  test('gives probabilities that survive JSON, and NaN for a missing score', () => {
    for (const n1 of [20, 60]) {
      const scores = Float64Array.from({ length: 240 }, (_, i) => (i * 37) % 101);
      const churned = Uint8Array.from(scores, (_, i) => (i % 4 === 0 && i < 4 * n1 ? 1 : 0));
      const calibrator = fitCalibrator(scores, churned)!;
      const p = churnProbabilities(calibrator, scores);
      expect(p.every((value) => value >= 0 && value <= 1)).toBe(true);
      expect([...churnProbabilities(JSON.parse(JSON.stringify(calibrator)), scores)]).toEqual([...p]);
      expect(churnProbabilities(calibrator, Float64Array.of(Number.NaN))[0]).toBeNaN();
    }
  });
});

describe('probabilityInterval', () => {
  test('holds the probability, and narrows with more decisions', () => {
    for (const n1 of [20, 60]) {
      const scores = Float64Array.from({ length: 240 }, (_, i) => (i * 37) % 101);
      const churned = Uint8Array.from(scores, (_, i) => (i % 4 === 0 && i < 4 * n1 ? 1 : 0));
      const calibrator = fitCalibrator(scores, churned)!;
      for (const score of [-5, 3, 50, 77.7, 140]) {
        const [p] = churnProbabilities(calibrator, Float64Array.of(score));
        const [low, high] = probabilityInterval(calibrator, score);
        expect(low < p! && p! < high && low >= 0 && high <= 1).toBe(true);
        const [lower, higher] = probabilityInterval(calibrator, score, 0.99);
        expect(lower < low && high < higher).toBe(true);
      }
    }
  });

  test("at an isotonic knot it is Wilson's, between knots it lies between", () => {
    const calibrator = {
      kind: 'isotonic',
      scores: [10, 20],
      probabilities: [0.5, 0.1],
      rows: [8, 40],
    } as const;
    expect(probabilityInterval(calibrator, 10)).toEqual(wilson(4, 8).ci);
    expect(probabilityInterval(calibrator, 99)).toEqual(wilson(4, 40).ci);
    const middle = (wilson(4, 8).ci![1] + wilson(4, 40).ci![1]) / 2;
    expect(probabilityInterval(calibrator, 15)[1]).toBeCloseTo(middle, 12);
  });

  test("Platt's interval covers the probability that made the outcomes", () => {
    const prng = createPrng(14);
    const truth = (score: number) => 1 / (1 + Math.exp(0.06 * (score - 30)));
    let covered = 0;
    for (let round = 0; round < 400; round += 1) {
      const scores = Float64Array.from({ length: 150 }, () => 100 * prng.uniform());
      const churned = Uint8Array.from(scores, (s) => (prng.uniform() < truth(s) ? 1 : 0));
      const line = { kind: 'platt', ...platt(scores, churned)! } as const;
      const [low, high] = probabilityInterval(line, 45);
      if (low <= truth(45) && truth(45) <= high) covered += 1;
    }
    expect(Math.abs(covered / 400 - 0.95)).toBeLessThan(0.035);
  });
});
