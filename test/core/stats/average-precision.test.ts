import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averagePrecision } from '../../../src/core/stats/average-precision.ts';
import { fixed, mixedDecisions } from './arbitraries.ts';
import * as a from './fixture-a.ts';

describe('averagePrecision', () => {
  test('fixture A: the step sum and not the trapezoid, which would be .7304', () => {
    const { value, baseline } = averagePrecision(a.health, a.churned);
    expect(value).toBeCloseTo(0.6885281385281385, 14);
    expect(baseline).toBeCloseTo(0.4166666666666667, 14);
  });

  test('a constant score gets the churn rate, a perfect one 1', () => {
    fc.assert(
      fc.property(mixedDecisions(), ({ scores, churned }) => {
        const flat = averagePrecision(
          scores.map(() => 5),
          churned,
        );
        expect(flat.value).toBeCloseTo(flat.baseline!, 14);
        expect(
          averagePrecision(
            Float64Array.from(churned, (y) => 1 - y),
            churned,
          ).value,
        ).toBeCloseTo(1, 14);
      }),
      fixed,
    );
  });

  test('lies between 0 and 1 and does not depend on the order of rows', () => {
    fc.assert(
      fc.property(mixedDecisions(), ({ scores, churned }) => {
        const { value } = averagePrecision(scores, churned);
        expect(value! > 0 && value! <= 1 + 1e-12).toBe(true);
        expect(averagePrecision(scores.toReversed(), churned.toReversed()).value).toBe(value);
      }),
      fixed,
    );
  });

  test('needs both outcomes', () => {
    expect(averagePrecision(Float64Array.of(1, 2), Uint8Array.of(0, 0))).toMatchObject({
      value: null,
      baseline: null,
    });
    expect(averagePrecision(Float64Array.of(1, 2), Uint8Array.of(1, 1)).reason).toBe('single_class');
  });
});
