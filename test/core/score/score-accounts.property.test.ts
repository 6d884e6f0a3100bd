import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scorecard } from '../../../src/core/config/scorecard-schema.ts';
import { bandAt } from '../../../src/core/score/band-at.ts';
import { compileScorecard } from '../../../src/core/score/compile-scorecard.ts';
import { contributions } from '../../../src/core/score/contributions.ts';
import type { FeatureColumns } from '../../../src/core/score/feature-columns.ts';
import { hasLimits } from '../../../src/core/score/limits.ts';
import { scoreAccounts } from '../../../src/core/score/score-accounts.ts';
import { scoreItems } from '../../../src/core/score/score-items.ts';
import { UNKNOWN_BAND } from '../../../src/core/score/scored-accounts.ts';
import { WITHHELD } from '../../../src/core/score/ticks.ts';
import { nothingKnown } from './features-arbitrary.ts';
import { scorecardArbitrary, scoringArbitrary } from './scorecard-arbitrary.ts';

const RUNS = { seed: 20261031, numRuns: 150 };
function score(card: Scorecard, features: FeatureColumns) {
  const compiled = compileScorecard(card);
  const scored = scoreAccounts(compiled, features);
  return { ...scored, items: scoreItems(compiled, scored) };
}
/** Without limits, rules and overrides, which can leave nothing open. */
const isPlain = (card: Scorecard) => card.rules.length === 0 && !card.override && !hasLimits(card);
const rowsOf = ({ rows }: { rows: number }) => Array.from({ length: rows }, (_, r) => r);
const sumOf = (scored: ReturnType<typeof score>, r: number) =>
  scored.items.reduce((sum, item) => sum + (item.points[r] as number), 0);
const permute = (features: FeatureColumns, order: readonly number[]): FeatureColumns => ({
  rows: features.rows,
  numbers: new Map(
    [...features.numbers].map(([key, column]) => [key, Float64Array.from(order, (r) => column[r] as number)]),
  ),
  texts: new Map(
    [...features.texts].map(([key, column]) => [key, order.map((r) => column[r] as string | null)]),
  ),
});

describe('scoreAccounts, over random scorecards and data', () => {
  it('explains every score to the last ten-thousandth', () => {
    let scores = 0;
    let gaps = 0;
    fc.assert(
      fc.property(scoringArbitrary, ({ card, features }) => {
        const scored = score(card, features);
        for (const r of rowsOf(scored).filter((row) => scored.score[row] !== WITHHELD)) {
          expect(sumOf(scored, r)).toBe(scored.score[r]);
          scores++;
          gaps += scored.items.some((item) => item.kind === 'missing' && item.points[r] !== 0) ? 1 : 0;
        }
      }),
      RUNS,
    );
    expect(scores).toBeGreaterThan(400);
    expect(gaps).toBeGreaterThan(100);
  });

  it('explains by lines that add up before they are rounded, so that rounding moves none by a tick', () => {
    fc.assert(
      fc.property(scoringArbitrary, ({ card, features }) => {
        const compiled = compileScorecard(card);
        const { basis, withheld } = scoreAccounts(compiled, features);
        const lines = contributions(compiled, basis);
        for (const r of rowsOf(features).filter((row) => withheld[row] === 0)) {
          const sum = lines.reduce((total, { exact }) => total + (exact[r] as number), 0);
          expect(Math.abs(sum - (basis.raw[r] as number))).toBeLessThan(0.5001);
        }
      }),
      RUNS,
    );
  });

  it('gives no line more than it can give, and the most adds up to the scale', () => {
    fc.assert(
      fc.property(scoringArbitrary, ({ card, features }) => {
        const scored = score(card, features);
        const lines = scored.items.filter(({ kind }) => kind === 'measure' || kind === 'missing');
        for (const r of rowsOf(scored).filter((row) => scored.score[row] !== WITHHELD)) {
          const fits = lines.every(
            ({ points, maxPoints }) =>
              (points[r] as number) >= 0 && (points[r] as number) <= (maxPoints[r] as number),
          );
          expect(fits).toBe(true);
          const most = lines.reduce((sum, { maxPoints }) => sum + (maxPoints[r] as number), 0);
          expect(most).toBe((card.scale.max - card.scale.min) * 10_000);
        }
      }),
      RUNS,
    );
  });

  it('stays in scale and inside its own interval, whose width is 0 exactly when coverage is full, limits apart', () => {
    fc.assert(
      fc.property(scoringArbitrary, ({ card, features }) => {
        const scored = score(card, features);
        for (const r of rowsOf(scored)) {
          const [low, high] = [scored.low[r] as number, scored.high[r] as number];
          expect(low).toBeGreaterThanOrEqual(card.scale.min * 10_000);
          expect(high).toBeLessThanOrEqual(card.scale.max * 10_000);
          if (scored.score[r] === WITHHELD) continue;
          expect(scored.score[r]).toBeGreaterThanOrEqual(low);
          expect(scored.score[r]).toBeLessThanOrEqual(high);
          if (scored.coverage[r] === 1) expect(high).toBe(low);
          else if (isPlain(card)) expect(high).toBeGreaterThan(low);
        }
      }),
      RUNS,
    );
  });

  it('never scores lower when a measure with a monotone normaliser improves', () => {
    let improved = 0;
    const property = fc.property(
      scoringArbitrary,
      fc.double({ min: 0, max: 80, noNaN: true }),
      (drawn, by) => {
        const { card, features } = drawn;
        const before = score(card, features);
        const monotone = card.dimensions
          .flatMap(({ measures }) => measures)
          .filter(({ direction, normalise }) => direction !== 'target' && normalise.type !== 'category');
        for (const { feature, direction, normalise } of monotone) {
          const step = normalise.type === 'boolean' ? 1 : by;
          const better = (value: number) => {
            if (normalise.type === 'boolean')
              return Number.isNaN(value) ? value : direction === 'higher_is_better' ? 1 : 0;
            return direction === 'higher_is_better' ? value + step : value - step;
          };
          const column = (features.numbers.get(feature) as Float64Array).map(better);
          const after = score(card, {
            ...features,
            numbers: new Map([...features.numbers, [feature, column]]),
          });
          for (const r of rowsOf(before)) {
            expect(after.score[r]).toBeGreaterThanOrEqual(before.score[r] as number);
            improved += (after.score[r] as number) > (before.score[r] as number) ? 1 : 0;
          }
        }
      },
    );
    fc.assert(property, { ...RUNS, numRuns: 80 });
    expect(improved).toBeGreaterThan(200);
  });

  it('does not depend on the order of accounts', () => {
    fc.assert(
      fc.property(
        scoringArbitrary,
        fc.shuffledSubarray([...Array(12).keys()], { minLength: 12 }),
        (drawn, order) => {
          const straight = score(drawn.card, drawn.features);
          const shuffled = score(drawn.card, permute(drawn.features, order));
          order.forEach((from, to) => {
            expect(shuffled.score[to]).toBe(straight.score[from]);
            expect(shuffled.items.map(({ points }) => points[to])).toEqual(
              straight.items.map(({ points }) => points[from]),
            );
          });
        },
      ),
      RUNS,
    );
  });

  it('scores a row alone as it scores it in company', () => {
    fc.assert(
      fc.property(scoringArbitrary, ({ card, features }) => {
        const together = score(card, features);
        for (const r of [0, 5, 11]) {
          const alone = score(card, { ...permute(features, [r]), rows: 1 });
          expect(alone.score[0]).toBe(together.score[r]);
          expect(alone.low[0]).toBe(together.low[r]);
          expect(alone.high[0]).toBe(together.high[r]);
        }
      }),
      RUNS,
    );
  });

  it('does not depend on the order in which dimensions and measures are listed', () => {
    fc.assert(
      fc.property(scoringArbitrary, ({ card, features }) => {
        const turned = {
          ...card,
          dimensions: [...card.dimensions]
            .reverse()
            .map((dimension) => ({ ...dimension, measures: [...dimension.measures].reverse() })),
        };
        const { basis: _turned, ...other } = score(turned, features);
        const { basis: _straight, ...straight } = score(card, features);
        expect(other).toEqual(straight);
      }),
      RUNS,
    );
  });

  it('says unknown when everything is missing', () => {
    fc.assert(
      fc.property(scorecardArbitrary, (card) => {
        const scored = score(card, nothingKnown(card));
        expect(scored.score[0]).toBe(WITHHELD);
        expect(scored.rawBand[0]).toBe(UNKNOWN_BAND);
        if (!isPlain(card)) return;
        expect([scored.low[0], scored.high[0]]).toEqual([card.scale.min * 10_000, card.scale.max * 10_000]);
      }),
      RUNS,
    );
  });

  it('puts every score of the scale into exactly one band', () => {
    fc.assert(
      fc.property(scorecardArbitrary, fc.double({ min: 0, max: 1, noNaN: true }), (card, at) => {
        const { base, range, bandStarts } = compileScorecard(card);
        const ticks = base + Math.round(range * at);
        const band = bandAt(ticks, bandStarts);
        const within = bandStarts.filter(
          (start, b) => ticks >= start && ticks < (bandStarts[b + 1] ?? Number.POSITIVE_INFINITY),
        );
        expect(within).toEqual([bandStarts[band]]);
      }),
      RUNS,
    );
  });
});
