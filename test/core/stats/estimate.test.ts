import { describe, expect, test } from 'vitest';
import { assertSameLength } from '../../../src/core/stats/assert-same-length.ts';
import { estimate, withheld, withoutInterval } from '../../../src/core/stats/estimate.ts';
import { explainReason } from '../../../src/core/stats/explain-reason.ts';
import { HoldfastError } from '../../../src/errors.ts';

const counts = { n: 60, n1: 4, n0: 56 };

describe('estimate', () => {
  test('withholds what is not a finite number', () => {
    expect(estimate(counts, Number.NaN)).toEqual({ value: null, ci: null, ...counts, reason: 'degenerate' });
    expect(estimate(counts, Number.POSITIVE_INFINITY).value).toBeNull();
    expect(estimate(counts, 1, [0, Number.NaN])).toEqual({
      value: 1,
      ci: null,
      ...counts,
      reason: 'degenerate',
    });
  });

  test('carries value, interval and counts', () => {
    expect(estimate(counts, 0.5, [0.4, 0.6])).toEqual({
      value: 0.5,
      ci: [0.4, 0.6],
      ...counts,
      reason: null,
    });
    expect(withoutInterval(counts, 0.5, 'insufficient', 2)).toEqual({
      value: 0.5,
      ci: null,
      ...counts,
      reason: 'insufficient',
      need: 2,
    });
  });
});

describe('explainReason', () => {
  test('says which class is short', () => {
    expect(explainReason(withheld(counts, 'insufficient', 10))).toBe('insufficient (4 churned, need 10)');
    expect(explainReason(withheld({ n: 30, n1: 25, n0: 5 }, 'insufficient', 10))).toBe(
      'insufficient (5 renewed, need 10)',
    );
    expect(explainReason(withheld({ n: 7, n1: 4, n0: 3 }, 'insufficient', 10))).toBe(
      'insufficient (4 churned, 3 renewed, need 10 of each)',
    );
    expect(explainReason(withheld({ n: 3, n1: 2, n0: 1 }, 'insufficient'))).toBe('insufficient (3 rows)');
    expect(explainReason(withheld({ n: 3, n1: 2, n0: 1 }, 'insufficient', 1))).toBe('insufficient (3 rows)');
  });

  test('has words for every other reason and none for no reason', () => {
    expect(explainReason(estimate(counts, 1))).toBeNull();
    expect(explainReason(withheld({ n: 5, n1: 0, n0: 5 }, 'single_class'))).toBe('nobody churned');
    expect(explainReason(withheld({ n: 5, n1: 5, n0: 0 }, 'single_class'))).toBe('nobody renewed');
    expect(explainReason(withheld(counts, 'constant'))).toBe('the value is the same for every row');
  });
});

describe('assertSameLength', () => {
  test('calls columns of different length a defect', () => {
    expect(() => assertSameLength([1, 2], [1, 2], [1])).toThrow(HoldfastError);
    expect(() => assertSameLength([1, 2], Uint8Array.of(0, 1))).not.toThrow();
  });
});
