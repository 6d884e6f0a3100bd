import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { sortOrder } from '../../../src/core/stats/sort-order.ts';
import { fixed } from './arbitraries.ts';

function byComparison(values: Float64Array): number[] {
  return Array.from(values, (_, i) => i).sort((a, b) => {
    const [x, y] = [values[a]!, values[b]!];
    return x < y ? -1 : x > y ? 1 : a - b;
  });
}

describe('sortOrder', () => {
  test('orders a few rows', () => {
    expect([...sortOrder(Float64Array.of(3, 1, 2))]).toEqual([1, 2, 0]);
    expect([...sortOrder(new Float64Array(0))]).toEqual([]);
  });

  test('keeps tied rows in their order and holds minus zero for zero', () => {
    expect([...sortOrder(Float64Array.of(0, -0, 0, -1))]).toEqual([3, 0, 1, 2]);
  });

  test('agrees with a comparison sort on any doubles, in the radix range as well', () => {
    const special = [0, -0, Infinity, -Infinity, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 1, -1];
    const value = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(...special), fc.integer());
    fc.assert(
      fc.property(fc.array(value, { minLength: 500, maxLength: 700 }), (list) => {
        const values = Float64Array.from(list);
        expect([...sortOrder(values)]).toEqual(byComparison(values));
      }),
      { ...fixed, numRuns: 30 },
    );
  });

  test('agrees with a comparison sort on rounded scores, whose bits repeat', () => {
    const prng = createPrng(1);
    for (const step of [1, 0.1, 0.01]) {
      const values = Float64Array.from({ length: 3000 }, () => prng.below(1000) * step - 40);
      expect([...sortOrder(values)]).toEqual(byComparison(values));
    }
  });
});
