import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ks } from '../../../src/core/stats/ks.ts';
import { fixed, mixedDecisions, negated } from './arbitraries.ts';
import * as a from './fixture-a.ts';

describe('ks', () => {
  test('fixture A', () => {
    expect(ks(a.health, a.churned).value).toBeCloseTo(0.45714285714285713, 14);
  });

  test('is 1 for six rows in perfect order, where a cut inside the sort would show 0.667', () => {
    const perfect = ks(Float64Array.of(1, 2, 3, 4, 5, 6), Uint8Array.of(1, 1, 1, 0, 0, 0));
    expect(perfect).toMatchObject({ value: 1, threshold: 3, signed: 1, ci: null, reason: null });
  });

  test('is 0 for a constant score, and needs both outcomes', () => {
    expect(ks(new Float64Array(4).fill(7), Uint8Array.of(1, 0, 1, 0))).toMatchObject({
      value: 0,
      threshold: null,
    });
    expect(ks(Float64Array.of(1, 2), Uint8Array.of(0, 0)).reason).toBe('single_class');
  });

  test('is the widest gap between the two distributions, and its sign turns with the score', () => {
    fc.assert(
      fc.property(mixedDecisions(), ({ scores, churned }) => {
        const lost = scores.filter((_, i) => churned[i] === 1);
        const kept = scores.filter((_, i) => churned[i] === 0);
        const below = (values: Float64Array, t: number) =>
          values.filter((v) => v <= t).length / values.length;
        const gaps = Array.from(scores, (t) => below(lost, t) - below(kept, t));
        const { value, signed, threshold } = ks(scores, churned);
        expect(value).toBeCloseTo(Math.max(...gaps.map(Math.abs)), 12);
        if (threshold !== null)
          expect(below(lost, threshold) - below(kept, threshold)).toBeCloseTo(signed!, 12);
        expect(ks(negated(scores), churned).value).toBeCloseTo(value!, 12);
      }),
      fixed,
    );
  });

  test('shows a score that is the wrong way round as such', () => {
    expect(ks(Float64Array.of(1, 2, 3, 4), Uint8Array.of(0, 0, 1, 1)).signed).toBe(-1);
  });
});
