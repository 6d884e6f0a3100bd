import { describe, expect, test } from 'vitest';
import { differenceInDifferences } from '../../../src/core/stats/difference-in-differences.ts';
import { meanAndVariance } from '../../../src/core/stats/mean-and-variance.ts';
import { platt } from '../../../src/core/stats/platt.ts';

describe('meanAndVariance', () => {
  test('by hand, and what it says of too few', () => {
    expect(meanAndVariance(Float64Array.of(1, 2, 6))).toEqual({ mean: 3, variance: 7 });
    expect(meanAndVariance(Float64Array.of(4))).toEqual({ mean: 4, variance: Number.NaN });
    expect(meanAndVariance(new Float64Array())).toEqual({ mean: Number.NaN, variance: Number.NaN });
  });

  // Seven times a tenth add up to 0.7 less a bit, and thirty times 70.1234 to a bit more.
  test.each([
    [0.1, 7],
    [70.1234, 30],
  ])('%d, %d times, does not vary', (value, times) => {
    const values = new Float64Array(times).fill(value);
    expect(meanAndVariance(values)).toEqual({ mean: value, variance: 0 });
    const churned = Uint8Array.from(values, (_, row) => row % 2);
    expect(platt(values, churned)?.slope).toBe(0);
    const treated = churned;
    const found = differenceInDifferences({ before: values.map(() => 0), after: values, treated });
    expect(found).toMatchObject({ value: 0, ci: null, reason: 'degenerate', p: null });
  });
});
