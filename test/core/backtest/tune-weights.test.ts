import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharesOf } from '../../../src/core/backtest/card-weights.ts';
import { tuneWeights } from '../../../src/core/backtest/tune-weights.ts';
import type { Scorecard } from '../../../src/core/config/scorecard-schema.ts';
import { fiveMeasures, tuningOf } from './tune-fixture.ts';

const ONE_TELLS = { truth: { e: 1 }, steep: 5 };

/** Everything of a card but its weights. */
function withoutWeights({ dimensions, ...card }: Scorecard) {
  return {
    ...card,
    dimensions: dimensions.map(({ weight: _w, measures, ...dimension }) => ({
      ...dimension,
      measures: measures.map(({ weight: _weight, ...measure }) => measure),
    })),
  };
}

const total = (values: readonly { readonly weight: number }[]) =>
  values.reduce((sum, { weight }) => sum + weight, 0);

describe('tuning', () => {
  test('on pure noise the human weights come back, on 38 of 40 seeds at least', () => {
    const kept = Array.from({ length: 40 }, (_, seed) => {
      const input = tuningOf(seed + 1, { n: 400 });
      return tuneWeights(input).card === input.card;
    });
    expect(kept.filter(Boolean).length).toBeGreaterThanOrEqual(38);
  }, 60_000);

  test('where one measure tells and has next to no weight, it gets more, and the held-out AUC rises', () => {
    const { verdict, card, human, proposed, difference } = tuneWeights(tuningOf(7, { ...ONE_TELLS, n: 800 }));
    expect(verdict).toBe('better');
    expect(sharesOf(fiveMeasures()).get('e')).toBeCloseTo(0.04);
    expect(sharesOf(card).get('e')).toBeGreaterThan(0.3);
    expect(proposed.value ?? 0).toBeGreaterThan((human.value ?? 1) + 0.05);
    expect(difference.ci?.[0]).toBeGreaterThan(0);
  });

  test('weights that are right stay', () => {
    const input = tuningOf(3, { truth: { a: 0.3, b: 0.18, c: 0.12, d: 0.36, e: 0.04 }, steep: 8, n: 800 });
    expect(tuneWeights(input)).toMatchObject({ verdict: 'human', card: input.card, penalty: 'human' });
  });

  test('a measure that tells the wrong way round is never turned: its weight falls, at most to nothing', () => {
    const { card } = tuneWeights(tuningOf(11, { truth: { d: -1, e: 1, a: 0.5 }, steep: 6, n: 800 }));
    expect(sharesOf(card).get('d') ?? 0).toBeLessThan(0.36);
    expect(card.dimensions.flatMap(({ measures }) => measures).every(({ weight }) => weight >= 0)).toBe(true);
  });

  test('with too few decisions it says so', () => {
    const input = tuningOf(5, { n: 40, ...ONE_TELLS });
    expect(tuneWeights(input)).toMatchObject({ verdict: 'insufficient', card: input.card });
  });

  test('no quarter is judged by weights that knew its outcomes', () => {
    const input = tuningOf(7, { ...ONE_TELLS, n: 600 });
    const last = input.data.decidedOn.map((day) => (day > (input.data.decidedOn.at(-1) ?? 0) - 60 ? 1 : 0));
    const flipped = input.data.churned.map((y, row) => (last[row] === 1 ? 1 - y : y));
    const before = tuneWeights(input).folds;
    const after = tuneWeights({ ...input, data: { ...input.data, churned: flipped } }).folds;
    expect(after.map(({ penalty }) => penalty)).toEqual(before.map(({ penalty }) => penalty));
  });

  test('whatever the past, only weights change, none is negative, and they add up', () => {
    const limits = { max_influence: 20 };
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.nat(1000),
          d: fc.double({ min: -2, max: 2, noNaN: true }),
          e: fc.double({ min: -2, max: 2, noNaN: true }),
        }),
        ({ seed, d, e }) => {
          const card = fiveMeasures({}, limits);
          const found = tuneWeights(
            tuningOf(seed, { card, truth: { d, e }, steep: 5, n: 300, missing: 0.1 }),
          ).card;
          expect(withoutWeights(found)).toEqual(withoutWeights(card));
          expect(total(found.dimensions)).toBeCloseTo(1, 9);
          for (const { weight, measures } of found.dimensions) {
            expect(weight).toBeGreaterThan(0);
            expect(total(measures)).toBeCloseTo(1, 9);
            for (const measure of measures) expect(measure.weight).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 15, seed: 4 },
    );
  }, 60_000);
});
