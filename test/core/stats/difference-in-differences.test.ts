import { describe, expect, test } from 'vitest';
import { differenceInDifferences } from '../../../src/core/stats/difference-in-differences.ts';
import { normalQuantile } from '../../../src/core/stats/normal-quantile.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';

describe('differenceInDifferences', () => {
  test('four accounts worked by hand', () => {
    const { value, changes, n1, n0 } = differenceInDifferences({
      before: Float64Array.of(40, 42, 41, 43),
      after: Float64Array.of(52, 50, 45, 45),
      treated: Uint8Array.of(1, 1, 0, 0),
    });
    expect(value).toBe(7);
    expect(changes).toEqual([10, 3]);
    expect([n1, n0]).toEqual([2, 2]);
  });

  test('accounts picked for a low reading rise by themselves; against a control the effect is none', () => {
    const prng = createPrng(31);
    const normal = () => normalQuantile(prng.uniform() || 0.5);
    const picked = Array.from({ length: 20_000 }, () => {
      const true_ = 60 + 12 * normal();
      return { before: true_ + 9 * normal(), after: true_ + 9 * normal() };
    }).filter(({ before }) => before < 50);
    const column = (key: 'before' | 'after') => Float64Array.from(picked, (row) => row[key]);
    const result = differenceInDifferences({
      before: column('before'),
      after: column('after'),
      treated: Uint8Array.from(picked, (_, i) => i % 2),
    });
    expect(result.changes![0]).toBeGreaterThan(4);
    expect(result.ci![0] < 0 && 0 < result.ci![1]).toBe(true);
  });

  test('edges', () => {
    const two = Float64Array.of(1, 2);
    expect(differenceInDifferences({ before: two, after: two, treated: Uint8Array.of(1, 1) }).reason).toBe(
      'single_class',
    );
    expect(differenceInDifferences({ before: two, after: two, treated: Uint8Array.of(1, 0) })).toMatchObject({
      value: 0,
      ci: null,
      reason: 'insufficient',
      need: 2,
    });
    const none = new Float64Array(0);
    expect(differenceInDifferences({ before: none, after: none, treated: new Uint8Array(0) }).reason).toBe(
      'empty',
    );
    const four = Float64Array.of(1, 2, 3, 4);
    const still = differenceInDifferences({ before: four, after: four, treated: Uint8Array.of(1, 1, 0, 0) });
    expect(still).toMatchObject({ value: 0, ci: null, p: null, reason: 'degenerate' });
  });
});
