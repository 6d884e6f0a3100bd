import { expect, test } from 'vitest';
import { rankAgreement } from '../../../src/core/stats/rank-agreement.ts';

test('known values: scipy spearmanr, ties by mid-ranks', () => {
  expect(rankAgreement(Float64Array.of(1, 2, 3), Float64Array.of(10, 30, 20))).toBeCloseTo(0.5, 12);
  expect(rankAgreement(Float64Array.of(1, 2, 2, 4), Float64Array.of(2, 1, 3, 4))).toBeCloseTo(0.632455532, 9);
  expect(rankAgreement(Float64Array.of(1, 2, 3), Float64Array.of(3, 2, 1))).toBe(-1);
});

test('a constant score, or none, has no ranks to agree with', () => {
  expect(rankAgreement(Float64Array.of(5, 5), Float64Array.of(1, 2))).toBeNull();
  expect(rankAgreement(new Float64Array(), new Float64Array())).toBeNull();
});
