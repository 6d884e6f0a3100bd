import { describe, expect, test } from 'vitest';
import { concordance } from '../../src/core/stats/concordance.ts';
import { kaplanMeier } from '../../src/core/stats/kaplan-meier.ts';
import { assertNear, loadOracle } from './load-oracle.ts';

interface SurvivalCase {
  t: number[];
  event: number[];
  s: number[];
  c: number | null;
  times: number[];
  survival: number[];
  low: (number | null)[];
  high: (number | null)[];
}

const cases = loadOracle<SurvivalCase>('survival').map((c) => ({
  ...c,
  durations: Float64Array.from(c.t),
  churned: Uint8Array.from(c.event),
  scores: Float64Array.from(c.s),
}));

describe('survival, against lifelines', () => {
  test('concordance index, null where lifelines raises', () => {
    for (const c of cases) {
      const { value, reason } = concordance(c);
      if (c.c === null) expect([value, reason]).toEqual([null, 'no_pairs']);
      else assertNear(value, c.c, 1e-9);
    }
  });

  test('Kaplan-Meier curve and its interval', () => {
    for (const c of cases) {
      const steps = kaplanMeier(c.durations, c.churned);
      expect(steps.map((step) => step.time)).toEqual(c.times);
      for (const [i, { survival, ci }] of steps.entries()) {
        assertNear(survival, c.survival[i]!, 1e-9);
        if (ci === null) continue;
        assertNear(ci[0], c.low[i]!, 1e-9);
        assertNear(ci[1], c.high[i]!, 1e-9);
      }
    }
  });
});
