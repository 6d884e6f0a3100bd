import { describe, expect, test } from 'vitest';
import { correlationP } from '../../../src/core/stats/correlation.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { retentionCorrelation } from '../../../src/core/stats/retention-correlation.ts';
import { spearman } from '../../../src/core/stats/spearman.ts';
import * as a from './fixture-a.ts';

describe('retentionCorrelation', () => {
  test('is Spearman of the outcome where all is kept or nothing', () => {
    const after = a.arr.map((amount, i) => (a.churned[i] === 1 ? 0 : amount));
    const ours = retentionCorrelation({ scores: a.health, before: a.arr, after });
    expect(ours.value).toBeCloseTo(0.4206409104095845, 14);
    expect(ours).toMatchObject({ n: 12, n1: 5, n0: 7, method: 'monte_carlo', excluded: 0 });
    expect(Math.abs(ours.p! - 146 / 792)).toBeLessThan(0.016);
    expect(ours.ci).toEqual(spearman(a.health, a.churned).ci!.map((x) => expect.closeTo(x, 12)));
  });

  test('rows without ARR before are left out and counted', () => {
    const before = Float64Array.of(100, 0, 100, 100, 100);
    const after = Float64Array.of(0, 900, 50, 100, 130);
    const { value, n, excluded } = retentionCorrelation({
      scores: Float64Array.of(1, 99, 2, 3, 4),
      before,
      after,
    });
    expect([value, n, excluded]).toEqual([1, 4, 1]);
  });

  test('edges', () => {
    const three = Float64Array.of(1, 2, 3);
    const ask = (scores: Float64Array, before: Float64Array, after: Float64Array) =>
      retentionCorrelation({ scores, before, after });
    expect(ask(three, three, three)).toMatchObject({ reason: 'constant', p: null });
    expect(ask(new Float64Array(3), three, Float64Array.of(0, 1, 3)).reason).toBe('constant');
    expect(ask(three, new Float64Array(3), three)).toMatchObject({ reason: 'empty', excluded: 3 });
    expect(ask(three.subarray(1), three.subarray(1), Float64Array.of(0, 1)).reason).toBe('insufficient');
  });

  test('a perfect order has the least p that 9,999 shuffles can show', () => {
    const scores = Float64Array.from({ length: 40 }, (_, i) => i);
    const { value, p } = retentionCorrelation({ scores, before: scores.map(() => 100), after: scores });
    expect([value, p]).toEqual([1, 1e-4]);
  });

  test('very many rows are tested by t', () => {
    const prng = createPrng(5);
    const scores = Float64Array.from({ length: 2500 }, () => prng.below(500));
    const before = scores.map(() => 100);
    const after = scores.map((s) => s / 10 + prng.below(100));
    const { value, p, method } = retentionCorrelation({ scores, before, after });
    expect([p, method]).toEqual([correlationP(value!, 2500), 'student_t']);
  });
});
