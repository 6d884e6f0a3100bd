import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kendallTauB } from '../../../src/core/stats/kendall-tau-b.ts';
import { fixed, mixedDecisions } from './arbitraries.ts';
import * as a from './fixture-a.ts';

describe('kendallTauB', () => {
  test('fixture A', () => {
    const { value, p } = kendallTauB(a.health, a.churned);
    expect(value).toBeCloseTo(0.3679171070473343, 14);
    expect(p).toBeCloseTo(0.16298325261032864, 12);
  });

  test('is the balance of all pairs over those that are not tied', () => {
    fc.assert(
      fc.property(mixedDecisions(3), ({ scores, churned }) => {
        let [balance, untiedHealth, untiedOutcome] = [0, 0, 0];
        for (let i = 0; i < scores.length; i += 1) {
          for (let j = 0; j < i; j += 1) {
            const health = Math.sign(scores[i]! - scores[j]!);
            const outcome = Math.sign(churned[j]! - churned[i]!);
            balance += health * outcome;
            untiedHealth += Math.abs(health);
            untiedOutcome += Math.abs(outcome);
          }
        }
        const { value, reason } = kendallTauB(scores, churned);
        if (untiedHealth === 0) expect(reason).toBe('constant');
        else expect(value).toBeCloseTo(balance / Math.sqrt(untiedHealth * untiedOutcome), 12);
      }),
      fixed,
    );
  });

  test('edges', () => {
    expect(kendallTauB(Float64Array.of(1, 2), Uint8Array.of(1, 0))).toMatchObject({ value: 1, p: null });
    expect(kendallTauB(Float64Array.of(1, 2), Uint8Array.of(1, 1)).reason).toBe('single_class');
    expect(kendallTauB(Float64Array.of(2, 2), Uint8Array.of(1, 0))).toMatchObject({
      reason: 'constant',
      p: null,
    });
  });
});
