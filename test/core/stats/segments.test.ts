import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auc } from '../../../src/core/stats/auc.ts';
import { bySegment, LEAST_PER_CLASS, tooFew } from '../../../src/core/stats/by-segment.ts';
import { explainReason } from '../../../src/core/stats/explain-reason.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { takeFlags, takeRows } from '../../../src/core/stats/rows-by-group.ts';
import { shuffledAuc } from '../../../src/core/stats/shuffled-auc.ts';
import { stratifiedAuc } from '../../../src/core/stats/stratified-auc.ts';
import { decisions, fixed, mixedDecisions, negated } from './arbitraries.ts';
import * as a from './fixture-a.ts';

/** Segments that differ in churn and in score, and know nothing within. */
function simpson(n: number, seed: number) {
  const prng = createPrng(seed);
  const segments = Int32Array.from({ length: n }, () => prng.below(2));
  const scores = Float64Array.from(segments, (segment) => 40 * segment + 30 * prng.uniform());
  const churned = Uint8Array.from(segments, (segment) =>
    prng.uniform() < (segment === 0 ? 0.5 : 0.05) ? 1 : 0,
  );
  return { segments, scores, churned };
}

describe('stratifiedAuc', () => {
  test('with one segment it is the AUC, DeLong interval included', () => {
    fc.assert(
      fc.property(mixedDecisions(), ({ scores, churned }) => {
        const plain = auc(scores, churned);
        const { pairs, ...one } = stratifiedAuc(scores, churned, new Int32Array(scores.length));
        expect(pairs).toBe(plain.n1 * plain.n0);
        expect(one.value).toBeCloseTo(plain.value!, 12);
        expect(one.reason).toBe(plain.reason);
        if (plain.ci !== null) {
          expect(one.standardError).toBeCloseTo(plain.standardError!, 12);
          expect(one.ci![0]).toBeCloseTo(plain.ci[0], 10);
        }
      }),
      fixed,
    );
  });

  test('is the AUC over pairs inside segments', () => {
    fc.assert(
      fc.property(decisions(2), fc.infiniteStream(fc.nat(3)), ({ scores, churned }, stream) => {
        const segments = Int32Array.from(stream.take(scores.length));
        let [right, pairs] = [0, 0];
        for (const [i, lost] of scores.entries()) {
          for (const [j, kept] of scores.entries()) {
            if (churned[i] === 0 || churned[j] === 1 || segments[i] !== segments[j]) continue;
            pairs += 1;
            right += lost < kept ? 1 : lost === kept ? 0.5 : 0;
          }
        }
        const ours = stratifiedAuc(scores, churned, segments);
        expect(ours.pairs).toBe(pairs);
        if (pairs === 0) expect(ours).toMatchObject({ value: null, reason: 'no_pairs' });
        else {
          expect(ours.value).toBeCloseTo(right / pairs, 12);
          expect(stratifiedAuc(negated(scores), churned, segments).value).toBeCloseTo(1 - right / pairs, 12);
        }
      }),
      fixed,
    );
  });

  test('exposes a score that only knows which segment churns more', () => {
    const { scores, churned, segments } = simpson(3000, 1);
    expect(auc(scores, churned).ci![0]).toBeGreaterThan(0.75);
    const within = stratifiedAuc(scores, churned, segments);
    expect(within.ci![0] < 0.5 && 0.5 < within.ci![1]).toBe(true);
  });

  test('its interval covers', () => {
    let covered = 0;
    for (let seed = 0; seed < 500; seed += 1) {
      const { scores, churned, segments } = simpson(200, 100 + seed);
      const { ci } = stratifiedAuc(scores, churned, segments);
      if (ci !== null && ci[0] <= 0.5 && 0.5 <= ci[1]) covered += 1;
    }
    expect(covered / 500).toBeGreaterThan(0.91);
    expect(covered / 500).toBeLessThan(0.985);
  });

  test('edges', () => {
    const one = stratifiedAuc(Float64Array.of(1, 2, 3), Uint8Array.of(1, 0, 1), Int32Array.of(0, 0, 1));
    expect(one).toMatchObject({ value: 1, ci: null, reason: 'insufficient', pairs: 1 });
    expect(stratifiedAuc(new Float64Array(0), new Uint8Array(0), new Int32Array(0)).reason).toBe('empty');
  });
});

describe('bySegment', () => {
  test('gives a number where there is enough and says what is missing where there is not', () => {
    const { scores, churned, segments } = simpson(400, 3);
    segments.fill(9, 0, 12);
    const found = bySegment(segments, churned, (rows) =>
      auc(takeRows(scores, rows), takeFlags(churned, rows)),
    );
    expect(found.map(({ segment }) => segment)).toEqual([0, 1, 9]);
    expect(found[0]!.estimate.value).not.toBeNull();
    expect(found.reduce((total, { rows }) => total + rows.length, 0)).toBe(400);
    const few = found[2]!.estimate;
    expect(few).toMatchObject({ value: null, n: 12, reason: 'insufficient', need: 10 });
    expect(explainReason(few)).toMatch(/^insufficient \(\d+ churned(, \d+ renewed)?, need 10( of each)?\)$/);
  });

  test('ten of each are enough, nine are not', () => {
    const outcomes = (n1: number, n0: number) =>
      Uint8Array.from({ length: n1 + n0 }, (_, i) => (i < n1 ? 1 : 0));
    const ask = (churned: Uint8Array) =>
      bySegment(new Int32Array(churned.length), churned, (rows) =>
        auc(Float64Array.from(rows), takeFlags(churned, rows)),
      );
    expect(ask(outcomes(10, 10))[0]!.estimate.value).toBe(1);
    expect(ask(outcomes(9, 50))[0]!.estimate.reason).toBe('insufficient');
    expect(ask(outcomes(50, 9))[0]!.estimate.reason).toBe('insufficient');
  });
});

describe('tooFew', () => {
  test('asks for ten of each class', () => {
    expect(LEAST_PER_CLASS).toBe(10);
    expect(tooFew({ n: 60, n1: 10, n0: 50 })).toBeNull();
    expect(tooFew({ n: 60, n1: 4, n0: 56 })).toMatchObject({ value: null, reason: 'insufficient', need: 10 });
    expect(tooFew({ n: 7, n1: 4, n0: 3 }, 3)).toBeNull();
  });
});

describe('shuffledAuc', () => {
  test('centres on one half, whatever skill there was', () => {
    const { ci, value } = shuffledAuc(a.health, a.churned, new Int32Array(12), { rounds: 2000 });
    expect(ci![0] < 0.5 && 0.5 < ci![1]).toBe(true);
    expect(Math.abs(value! - 0.5)).toBeLessThan(0.02);
  });

  test('keeps the number of churned of each period', () => {
    const periods = Int32Array.from({ length: 40 }, (_, i) => (i < 20 ? 1 : 2));
    const churned = Uint8Array.from(periods, (period) => (period === 1 ? 1 : 0));
    const scores = Float64Array.from(periods, (period) => period);
    // Periods of one outcome each: nothing can be shuffled, and nothing is told.
    expect(shuffledAuc(scores, churned, periods)).toMatchObject({ value: null, reason: 'degenerate' });
    expect(shuffledAuc(new Float64Array(12).fill(50), a.churned, new Int32Array(12)).reason).toBe(
      'degenerate',
    );
    const mixed = churned.map((y, row) => (row % 20 === 0 ? 1 - y : y));
    const uneven = scores.map((score, row) => score + (row % 7) / 10);
    expect(shuffledAuc(uneven, mixed, periods, { rounds: 50 }).value).toBeGreaterThan(0.85);
    const across = shuffledAuc(scores, churned, new Int32Array(40), { rounds: 400 });
    expect(Math.abs(across.value! - 0.5)).toBeLessThan(0.03);
  });

  test('repeats for a seed and needs both outcomes', () => {
    const run = () => shuffledAuc(a.health, a.churned, new Int32Array(12), { seed: 4, rounds: 50 });
    expect(run()).toEqual(run());
    expect(shuffledAuc(Float64Array.of(1), Uint8Array.of(1), Int32Array.of(0)).reason).toBe('single_class');
  });
});
