import fc from 'fast-check';
import { checkScorecard } from '../../../src/core/config/scorecard-checks.ts';
import { scorecardFeatures } from '../../../src/core/config/scorecard-features.ts';
import { type Scorecard, scorecardFile } from '../../../src/core/config/scorecard-schema.ts';
import type { FeatureColumns } from '../../../src/core/score/feature-columns.ts';

/** Reads a scorecard from a plain object; fails the test where the file would have been refused. */
export function cardOf(input: unknown): Scorecard {
  const card = scorecardFile.parse(input);
  const problems = checkScorecard(card, { place: () => ({}) });
  if (problems.length > 0) throw new Error(problems.map((p) => p.message).join('\n'));
  return card;
}

const SCALES = [
  { min: 0, max: 100 },
  { min: 1, max: 10 },
  { min: -50, max: 50 },
  { min: 0, max: 100, step: 1 },
];
const WORDS = ['up', 'flat', 'down'];

type Scale = { min: number; max: number };

const onScale = ({ min, max }: Scale) =>
  fc.integer({ min: min * 10, max: max * 10 }).map((tenths) => tenths / 10);

function normaliser(scale: Scale) {
  const twoScores = fc.uniqueArray(onScale(scale), { minLength: 2, maxLength: 2 });
  const linear = fc
    .uniqueArray(fc.integer({ min: -20, max: 120 }), { minLength: 2, maxLength: 2 })
    .map(([worst = 0, best = 1]) => ({ type: 'linear', worst, best }));
  const boolean = twoScores.map(([if_true, if_false]) => ({ type: 'boolean', if_true, if_false }));
  const tiers = fc
    .record({
      limits: fc.uniqueArray(fc.integer({ min: -10, max: 110 }), { minLength: 1, maxLength: 4 }),
      scores: fc.uniqueArray(onScale(scale), { minLength: 5, maxLength: 5 }),
      inclusive: fc.boolean(),
      order: fc.constantFrom('up', 'down', 'any'),
    })
    .map(({ limits, scores, inclusive, order }) => {
      const sorted = [...limits].sort((a, b) => a - b);
      const used = scores.slice(0, sorted.length + 1);
      if (order !== 'any') used.sort((a, b) => (order === 'up' ? a - b : b - a));
      const tiers = used.map((score, i) => {
        const limit = sorted[i];
        if (limit === undefined) return { score };
        return inclusive ? { up_to: limit, score } : { below: limit, score };
      });
      return { type: 'tiers', tiers };
    });
  const category = twoScores.map(([up, flat]) => ({ type: 'category', scores: { up, flat } }));
  const [low, high] = [fc.integer({ min: 0, max: 30 }), fc.integer({ min: 31, max: 120 })];
  const curved = fc
    .record({ type: fc.constantFrom('s_curve', 'log'), low, high, turned: fc.boolean() })
    .map(({ type, low: from, high: to, turned }) =>
      turned ? { type, worst: to, best: from } : { type, worst: from, best: to },
    );
  const target = fc.record({ low, high }).map(({ low: from, high: to }) => ({
    type: 'target',
    worst_below: from - 10,
    from,
    to,
    worst_above: to + 20,
  }));
  const nps = fc.constant({ type: 'nps' });
  return fc.oneof(linear, linear, tiers, boolean, category, curved, target, nps);
}

function directionOf(spec: Record<string, unknown>): string {
  if (spec['type'] === 'target') return 'target';
  if (spec['worst'] !== undefined) return Number(spec['worst']) < Number(spec['best']) ? UP : DOWN;
  if (spec['type'] === 'boolean') return Number(spec['if_true']) > Number(spec['if_false']) ? UP : DOWN;
  if (spec['type'] === 'category' || spec['type'] === 'nps') return UP;
  const scores = (spec['tiers'] as { score: number }[]).map(({ score }) => score);
  if (scores.every((score, i) => i === 0 || score >= (scores[i - 1] ?? 0))) return UP;
  return scores.every((score, i) => i === 0 || score <= (scores[i - 1] ?? 0)) ? DOWN : 'target';
}
const UP = 'higher_is_better';
const DOWN = 'lower_is_better';

function measure(scale: Scale) {
  return fc.record({
    normalise: normaliser(scale),
    missing: fc.constantFrom('redistribute', 'redistribute', 'neutral', 'poor', 'block'),
    stale: fc.boolean(),
    conditional: fc.boolean(),
    share: fc.integer({ min: 0, max: 40 }),
    influence: fc.option(fc.integer({ min: 1, max: 30 }), { freq: 3, nil: undefined }),
  });
}

/** Limits of a dimension, in tenths of the scale. */
const limits = fc.option(
  fc.record({
    low: fc.integer({ min: 0, max: 4 }),
    high: fc.integer({ min: 5, max: 10 }),
    influence: fc.integer({ min: 1, max: 40 }),
  }),
  { freq: 2, nil: undefined },
);

const rules = fc.array(
  fc.record({
    effect: fc.constantFrom('cap', 'floor', 'band'),
    at: fc.integer({ min: 1, max: 9 }),
    above: fc.integer({ min: 0, max: 100 }),
  }),
  { maxLength: 3 },
);

/** Weights that add up to 1, from whole shares. */
function weights(shares: readonly number[]): number[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / sum);
}

export const scorecardArbitrary: fc.Arbitrary<Scorecard> = fc.constantFrom(...SCALES).chain((scale) =>
  fc
    .record({
      dimensions: fc.array(
        fc.record({
          share: fc.integer({ min: 1, max: 40 }),
          measures: fc.array(measure(scale), { minLength: 1, maxLength: 6 }),
          limits,
        }),
        { minLength: 1, maxLength: 5 },
      ),
      minimum_coverage: fc.constantFrom(0, 0.3, 0.5),
      boundary: fc.integer({ min: 2, max: 8 }),
      rules,
      override: fc.boolean(),
      plain: fc.boolean(),
    })
    .map(({ dimensions, minimum_coverage, boundary, rules, override, plain }) => {
      const at = (tenths: number) => {
        const points = scale.min + ((scale.max - scale.min) * tenths) / 10;
        return 'step' in scale ? Math.round(points) : points;
      };
      const ofDimensions = weights(dimensions.map(({ share }) => share));
      return cardOf({
        name: 'random',
        version: 1,
        description: 'A random scorecard.',
        scale,
        minimum_coverage,
        bands: [
          { name: 'poor', from: scale.min, meaning: 'bad' },
          { name: 'good', from: at(boundary), meaning: 'fine' },
        ],
        dimensions: dimensions.map(({ measures, limits: limit }, d) => {
          // Any but the first may be a watched one, of weight 0.
          const ofMeasures = weights(measures.map(({ share }, m) => (m === 0 ? Math.max(1, share) : share)));
          return {
            name: `d${d}`,
            weight: ofDimensions[d],
            ...(plain || !limit
              ? {}
              : { at_least: at(limit.low), at_most: at(limit.high), max_influence: limit.influence }),
            measures: measures.map(({ normalise, missing, stale, conditional, influence }, m) => ({
              name: `m${d}_${m}`,
              label: `Measure ${d} ${m}`,
              feature: `f.c${d}_${m}`,
              weight: ofMeasures[m],
              direction: directionOf(normalise),
              timing: 'leading',
              normalise,
              missing,
              ...(stale ? { stale_after: { age: `f.age${d}_${m}`, days: 90 } } : {}),
              ...(conditional ? { applies_when: { feature: `f.asks${d}_${m}`, above: 0 } } : {}),
              ...(plain || influence === undefined ? {} : { max_influence: influence }),
              reason: 'low',
            })),
          };
        }),
        rules: plain ? [] : rules.map((rule, i) => ruleOf(rule, i, at)),
        ...(plain || !override ? {} : { override: { score: 'f.hand', author: 'f.author', reason: 'f.why' } }),
      });
    }),
);

function ruleOf(
  rule: { effect: string; at: number; above: number },
  i: number,
  at: (tenths: number) => number,
) {
  const effect =
    rule.effect === 'band' ? { band: rule.at < 5 ? 'poor' : 'good' } : { [rule.effect]: at(rule.at) };
  return {
    name: `r${i}`,
    when: [{ feature: `f.flag${i}`, above: rule.above }],
    reason: 'flagged',
    ...effect,
  };
}

const value = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: -30, max: 130, noNaN: true }) },
  { weight: 2, arbitrary: fc.integer({ min: -2, max: 101 }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);

/** One account of which nothing is known. */
export function nothingKnown(card: Scorecard): FeatureColumns {
  const features = scorecardFeatures(card).map(({ feature }) => feature);
  return {
    rows: 1,
    numbers: new Map(features.map((feature) => [feature, Float64Array.of(Number.NaN)])),
    texts: new Map(features.map((feature) => [feature, [null]])),
  };
}

/** Random features for a card: numbers with gaps, words with gaps. */
export function featuresArbitrary(card: Scorecard, rows: number): fc.Arbitrary<FeatureColumns> {
  const uses = scorecardFeatures(card);
  const column = fc.array(value, { minLength: rows, maxLength: rows });
  const words = fc.array(fc.constantFrom(...WORDS, null), { minLength: rows, maxLength: rows });
  return fc.tuple(...uses.map(({ reads }) => (reads === 'text' ? words : column))).map((columns) => {
    const numbers = new Map<string, Float64Array>();
    const texts = new Map<string, (string | null)[]>();
    uses.forEach(({ feature, reads }, i) => {
      if (reads === 'text') texts.set(feature, columns[i] as (string | null)[]);
      else numbers.set(feature, Float64Array.from(columns[i] as number[]));
    });
    return { rows, numbers, texts };
  });
}

/** A random scorecard with random data for it. */
export const scoringArbitrary = scorecardArbitrary.chain((card) =>
  featuresArbitrary(card, 12).map((features) => ({ card, features })),
);
