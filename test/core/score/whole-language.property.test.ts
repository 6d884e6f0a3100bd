import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scorecard } from '../../../src/core/config/scorecard-schema.ts';
import { bandAt } from '../../../src/core/score/band-at.ts';
import type { CompiledScorecard } from '../../../src/core/score/compile-scorecard.ts';
import { compileVariants, pickRows, splitByVariant } from '../../../src/core/score/compile-variants.ts';
import type { FeatureColumns } from '../../../src/core/score/feature-columns.ts';
import type { LearntByVariant } from '../../../src/core/score/learnt.ts';
import { scoreAccounts } from '../../../src/core/score/score-accounts.ts';
import { scoreItems } from '../../../src/core/score/score-items.ts';
import { UNKNOWN_BAND } from '../../../src/core/score/scored-accounts.ts';
import { WITHHELD } from '../../../src/core/score/ticks.ts';
import { nothingKnown } from './features-arbitrary.ts';
import { anyScoring } from './scorecard-arbitrary.ts';

const RUNS = { seed: 20261122, numRuns: 40 };

interface Scored {
  readonly card: CompiledScorecard;
  readonly variant: string | null;
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly band: number;
  readonly coverage: number;
  /** By dimension, item and kind. */
  readonly points: ReadonlyMap<string, number>;
}

/** Every row by the variant that counts for it, in the order of rows. */
function scoreAll(card: Scorecard, features: FeatureColumns, learnt: LearntByVariant): Scored[] {
  const all: Scored[] = [];
  for (const part of splitByVariant(compileVariants(card, learnt), features)) {
    const scored = scoreAccounts(part.card, part.features);
    const items = scoreItems(part.card, scored);
    part.rows.forEach((r, i) => {
      expect(all[r]).toBeUndefined();
      all[r] = {
        card: part.card,
        variant: part.variant,
        score: scored.score[i] as number,
        low: scored.low[i] as number,
        high: scored.high[i] as number,
        band: scored.rawBand[i] as number,
        coverage: scored.coverage[i] as number,
        points: new Map(
          items.map(({ dimension, item, kind, points }) => [
            `${dimension} ${item} ${kind}`,
            points[i] as number,
          ]),
        ),
      };
    });
  }
  expect(all.filter((row) => row !== undefined)).toHaveLength(features.rows);
  return all;
}

/** Without the names of cards, which are functions inside. */
const told = ({ card: _card, points, ...row }: Scored) => ({
  ...row,
  points: Object.fromEntries([...points].sort()),
});

describe('scorecards of the whole language: every normaliser and policy, points, marks, limits, rules, variants', () => {
  it('are drawn', () => {
    const drawn = fc.sample(anyScoring, { seed: RUNS.seed, numRuns: RUNS.numRuns }).map(({ card }) => card);
    const measures = drawn.flatMap(({ dimensions }) => dimensions.flatMap((dimension) => dimension.measures));
    const kinds = (of: readonly string[]) => [...new Set(of)].sort();
    expect(kinds(measures.map(({ normalise }) => normalise.type))).toHaveLength(10);
    expect(kinds(measures.map(({ missing }) => missing))).toHaveLength(5);
    expect(kinds(drawn.map(({ arithmetic }) => arithmetic))).toEqual(['points', 'weighted_mean']);
    expect(
      kinds(measures.flatMap(({ normalise: n }) => (n.type === 'z_score' ? [n.transform] : []))),
    ).toHaveLength(3);
    for (const has of [
      ({ scale }: Scorecard) => scale.letters !== undefined,
      ({ scale }: Scorecard) => scale.step !== undefined,
      ({ peers }: Scorecard) => peers.by !== undefined,
      ({ rules }: Scorecard) => rules.some(({ floor }) => floor !== undefined),
      ({ override }: Scorecard) => override !== undefined,
      ({ variants }: Scorecard) => variants.some(({ without }) => without.length > 0),
      ({ variants }: Scorecard) => variants.some(({ bands }) => bands !== undefined),
      ({ variants }: Scorecard) => variants.some(({ normalise }) => Object.keys(normalise).length > 0),
      ({ arithmetic, dimensions }: Scorecard) =>
        arithmetic === 'points' && dimensions.some(({ max_influence }) => max_influence !== undefined),
      ({ dimensions }: Scorecard) => dimensions.some(({ at_least }) => at_least !== undefined),
    ])
      expect(drawn.some(has), has.toString()).toBe(true);
  });

  it('explain every score to the last ten-thousandth, stay in scale and inside their interval', () => {
    const variants = new Set<string | null>();
    let scores = 0;
    fc.assert(
      fc.property(anyScoring, ({ card, features, learnt }) => {
        for (const { score, low, high, band, coverage, points, card: own, variant } of scoreAll(
          card,
          features,
          learnt,
        )) {
          const [least, most] = [own.base, own.base + own.range];
          expect([low >= least, high <= most, low <= high]).toEqual([true, true, true]);
          if (score === WITHHELD) {
            expect(band).toBe(UNKNOWN_BAND);
            continue;
          }
          expect([...points.values()].reduce((sum, ticks) => sum + ticks, 0)).toBe(score);
          expect(score >= low && score <= high).toBe(true);
          if (coverage === 1) expect(high).toBe(low);
          expect(band).toBe(bandAt(score, own.bandStarts));
          variants.add(variant);
          scores++;
        }
      }),
      RUNS,
    );
    expect(scores).toBeGreaterThan(100);
    expect([...variants].sort()).toEqual(['v0', 'v1', null].sort());
  });

  it('never score lower when a measure with a monotone normaliser improves', () => {
    let improved = 0;
    const by = fc.double({ min: 0, max: 80, noNaN: true });
    fc.assert(
      fc.property(anyScoring, by, ({ card, features, learnt }, step) => {
        const before = scoreAll(card, features, learnt);
        for (const { feature, direction, normalise } of monotone(card)) {
          const up = direction === 'higher_is_better';
          const better = (value: number) => {
            if (normalise.type !== 'boolean') return up ? value + step : value - step;
            return Number.isNaN(value) ? value : up ? 1 : 0;
          };
          const column = (features.numbers.get(feature) as Float64Array).map(better);
          const after = scoreAll(
            card,
            { ...features, numbers: new Map([...features.numbers, [feature, column]]) },
            learnt,
          );
          before.forEach((row, r) => {
            expect((after[r] as Scored).score).toBeGreaterThanOrEqual(row.score);
            improved += (after[r] as Scored).score > row.score ? 1 : 0;
          });
        }
      }),
      { ...RUNS, numRuns: 15 },
    );
    expect(improved).toBeGreaterThan(40);
  });

  it('do not depend on the order of accounts, nor on the company that they are scored in', () => {
    const orders = fc.shuffledSubarray([...Array(12).keys()], { minLength: 12 });
    fc.assert(
      fc.property(anyScoring, orders, ({ card, features, learnt }, order) => {
        const straight = scoreAll(card, features, learnt).map(told);
        const shuffled = scoreAll(card, pickRows(features, Int32Array.from(order)), learnt).map(told);
        expect(shuffled).toEqual(order.map((r) => straight[r]));
        const alone = scoreAll(card, pickRows(features, Int32Array.of(7)), learnt).map(told);
        // A line that says nothing is not there where no row of the company has it.
        expect(alone[0]).toMatchObject({ ...straight[7], points: {} });
      }),
      RUNS,
    );
  });

  it('do not depend on the order in which dimensions, measures and variants are listed', () => {
    fc.assert(
      fc.property(anyScoring, ({ card, features, learnt }) => {
        const turned = {
          ...card,
          variants: card.variants.toReversed(),
          dimensions: card.dimensions
            .toReversed()
            .map((dimension) => ({ ...dimension, measures: dimension.measures.toReversed() })),
        };
        expect(scoreAll(turned, features, learnt).map(told)).toEqual(
          scoreAll(card, features, learnt).map(told),
        );
      }),
      RUNS,
    );
  });

  it('say unknown when everything is missing', () => {
    fc.assert(
      fc.property(anyScoring, ({ card, learnt }) => {
        expect(scoreAll(card, nothingKnown(card), learnt)[0]).toMatchObject({
          score: WITHHELD,
          band: UNKNOWN_BAND,
          coverage: 0,
          variant: null,
        });
      }),
      RUNS,
    );
  });

  it('put every score into exactly one band and, where there are marks, under exactly one', () => {
    fc.assert(
      fc.property(anyScoring, fc.double({ min: 0, max: 1, noNaN: true }), ({ card, learnt }, at) => {
        const { base, variants } = compileVariants(card, learnt);
        for (const own of [base, ...variants.map((variant) => variant.card)]) {
          const ticks = own.base + Math.round(own.range * at);
          const marks = (card.scale.letters ?? []).map(({ from }) => from * 10_000);
          for (const starts of [own.bandStarts, marks]) {
            const within = starts.filter(
              (start, b) => ticks >= start && ticks < (starts[b + 1] ?? Number.POSITIVE_INFINITY),
            );
            expect(within).toHaveLength(starts.length === 0 ? 0 : 1);
          }
        }
      }),
      RUNS,
    );
  });
});

/** A line without a say beyond its ends is not monotone: what leaves it says nothing any more. */
function monotone({ dimensions }: Scorecard) {
  return dimensions
    .flatMap(({ measures }) => measures)
    .filter(({ direction, normalise }) => direction !== 'target' && normalise.type !== 'category')
    .filter(({ normalise }) => normalise.type !== 'linear' || normalise.outside === 'clamp');
}
