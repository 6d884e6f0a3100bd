import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auc } from '../../../src/core/stats/auc.ts';
import { concordance } from '../../../src/core/stats/concordance.ts';
import { kaplanMeier, survivalAt } from '../../../src/core/stats/kaplan-meier.ts';
import { fixed, mixedDecisions } from './arbitraries.ts';

const timed = fc
  .array(fc.tuple(fc.nat(8), fc.nat(1), fc.nat(6)), { minLength: 1, maxLength: 30 })
  .map((rows) => ({
    durations: Float64Array.from(rows, ([t]) => t),
    churned: Uint8Array.from(rows, ([, y]) => y),
    scores: Float64Array.from(rows, ([, , s]) => s),
  }));

describe('kaplanMeier', () => {
  test('a curve worked by hand', () => {
    const steps = kaplanMeier(Float64Array.of(30, 90, 90, 120), Uint8Array.of(1, 1, 0, 0));
    expect(steps.map(({ time, atRisk, churned, censored }) => [time, atRisk, churned, censored])).toEqual([
      [30, 4, 1, 0],
      [90, 3, 1, 1],
      [120, 1, 0, 1],
    ]);
    expect(steps.map(({ survival }) => survival)).toEqual([0.75, 0.5, 0.5]);
    expect([survivalAt(steps, 29), survivalAt(steps, 30), survivalAt(steps, 500)]).toEqual([1, 0.75, 0.5]);
  });

  test('without open terms it is the share that stayed longer', () => {
    fc.assert(
      fc.property(timed, ({ durations }) => {
        const steps = kaplanMeier(durations, new Uint8Array(durations.length).fill(1));
        for (const { time, survival } of steps) {
          expect(survival).toBeCloseTo(durations.filter((t) => t > time).length / durations.length, 12);
        }
      }),
      fixed,
    );
  });

  test('never rises, and its interval holds it', () => {
    fc.assert(
      fc.property(timed, ({ durations, churned }) => {
        const steps = kaplanMeier(durations, churned);
        for (const [i, { survival, ci }] of steps.entries()) {
          expect(survival).toBeLessThanOrEqual(steps[i - 1]?.survival ?? 1);
          if (ci !== null)
            expect(0 <= ci[0] && ci[0] <= survival && survival <= ci[1] && ci[1] <= 1).toBe(true);
        }
      }),
      fixed,
    );
    expect(kaplanMeier(new Float64Array(0), new Uint8Array(0))).toEqual([]);
  });
});

describe('concordance', () => {
  test('agrees with all pairs', () => {
    fc.assert(
      fc.property(timed, (rows) => {
        const { durations, churned, scores } = rows;
        let [right, pairs] = [0, 0];
        for (let i = 0; i < scores.length; i += 1) {
          for (let j = 0; j < scores.length; j += 1) {
            const earlier =
              durations[i]! < durations[j]! || (durations[i] === durations[j] && churned[j] === 0);
            if (churned[i] === 0 || !earlier || i === j) continue;
            pairs += 1;
            right += scores[i]! < scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0;
          }
        }
        const { value, reason } = concordance(rows);
        if (pairs === 0) expect([value, reason]).toEqual([null, 'no_pairs']);
        else expect(value).toBeCloseTo(right / pairs, 12);
      }),
      fixed,
    );
  });

  test('is the AUC when all leave on one day and the others stay on', () => {
    fc.assert(
      fc.property(mixedDecisions(), ({ scores, churned }) => {
        const durations = Float64Array.from(churned, (y) => (y === 1 ? 100 : 365));
        expect(concordance({ scores, durations, churned }).value).toBeCloseTo(
          auc(scores, churned).value!,
          12,
        );
      }),
      fixed,
    );
  });
});
