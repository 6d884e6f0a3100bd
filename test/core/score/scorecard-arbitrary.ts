import fc from 'fast-check';
import { checkScorecard } from '../../../src/core/config/scorecard-checks.ts';
import { type Scorecard, scorecardFile } from '../../../src/core/config/scorecard-schema.ts';
import { learnVariants } from '../../../src/core/score/learn-peers.ts';
import { featuresArbitrary } from './features-arbitrary.ts';
import { directionOf, normaliser, UP } from './normaliser-arbitrary.ts';

/** Reads a scorecard from a plain object; fails the test where the file would have been refused. */
export function cardOf(input: unknown): Scorecard {
  const card = scorecardFile.parse(input);
  const problems = checkScorecard(card, { place: () => ({}) });
  if (problems.length > 0) throw new Error(problems.map((p) => p.message).join('\n'));
  return card;
}

const LETTERS = {
  letters: [
    { letter: 'C', from: 0 },
    { letter: 'B', from: 40 },
    { letter: 'A', from: 75 },
  ],
};
const SCALES = [
  { min: 0, max: 100 },
  { min: 1, max: 10 },
  { min: -50, max: 50 },
  { min: 0, max: 100, step: 1 },
  { min: 0, max: 100, ...LETTERS },
];

type Scale = { min: number; max: number };

const POLICIES = ['redistribute', 'redistribute', 'neutral', 'poor', 'block'];

function measure(scale: Scale, whole: boolean) {
  return fc.record({
    normalise: normaliser(scale, whole),
    missing: fc.constantFrom(...(whole ? [...POLICIES, 'peer_median'] : POLICIES)),
    stale: fc.boolean(),
    conditional: fc.boolean(),
    share: fc.integer({ min: 0, max: 40 }),
    takes: fc.integer({ min: 0, max: 20 }),
    influence: fc.option(fc.integer({ min: 1, max: 30 }), { freq: 3, nil: undefined }),
  });
}
type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;
type DrawnMeasure = Drawn<ReturnType<typeof measure>>;

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

/** How a variant differs; what it cannot do to a card it leaves. */
const variants = fc.array(
  fc.record({
    above: fc.integer({ min: 0, max: 100 }),
    reweighs: fc.boolean(),
    leavesOut: fc.boolean(),
    normalises: fc.boolean(),
    boundary: fc.option(fc.integer({ min: 2, max: 8 }), { nil: undefined }),
    minimum_coverage: fc.constantFrom(undefined, 0.4),
  }),
  { minLength: 1, maxLength: 2 },
);

/** Weights that add up to 1, from whole shares. */
function weights(shares: readonly number[]): number[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / sum);
}

interface DrawnDimension {
  readonly share: number;
  readonly measures: readonly DrawnMeasure[];
  readonly limits: Drawn<typeof limits>;
}

interface Making {
  readonly at: (tenths: number) => number;
  readonly plain: boolean;
  readonly byPoints: boolean;
}

/** @param whole with all that must be learnt, points, and variants */
function scorecards(whole: boolean): fc.Arbitrary<Scorecard> {
  return fc.constantFrom(...SCALES).chain((scale) =>
    fc
      .record({
        byPoints: whole ? fc.boolean() : fc.constant(false),
        dimensions: fc.array(
          fc.record({
            share: fc.integer({ min: 1, max: 40 }),
            measures: fc.array(measure(scale, whole), { minLength: 1, maxLength: 6 }),
            limits,
          }),
          { minLength: 1, maxLength: 5 },
        ),
        minimum_coverage: fc.constantFrom(0, 0.3, 0.5),
        boundary: fc.integer({ min: 2, max: 8 }),
        rules,
        variants: whole ? variants : fc.constant<Drawn<typeof variants>>([]),
        by: fc.boolean(),
        override: fc.boolean(),
        plain: fc.boolean(),
      })
      .map((drawn) => {
        const { plain, byPoints } = drawn;
        const at = (tenths: number) => {
          const points = scale.min + ((scale.max - scale.min) * tenths) / 10;
          return 'step' in scale ? Math.round(points) : points;
        };
        const shares = weights(drawn.dimensions.map(({ share }) => share));
        const dimensions = drawn.dimensions.map((dimension, d) => ({
          ...dimensionOf(dimension, d, { at, plain, byPoints }),
          ...(byPoints ? {} : { weight: shares[d] ?? 0 }),
        }));
        return cardOf({
          name: 'random',
          version: 1,
          description: 'A random scorecard.',
          scale,
          arithmetic: byPoints ? 'points' : 'weighted_mean',
          minimum_coverage: drawn.minimum_coverage,
          bands: bandsAt(scale.min, at(drawn.boundary)),
          peers: { at_least: 3, ...(drawn.by ? { by: 'f.segment' } : {}) },
          dimensions,
          rules: plain ? [] : drawn.rules.map((rule, i) => ruleOf(rule, i, at)),
          ...(plain || !drawn.override
            ? {}
            : { override: { score: 'f.hand', author: 'f.author', reason: 'f.why' } }),
          variants: drawn.variants.map((variant, i) => variantOf(variant, i, { dimensions, at, byPoints })),
        });
      }),
  );
}

function bandsAt(from: number, boundary: number) {
  return [
    { name: 'poor', from, meaning: 'bad' },
    { name: 'good', from: boundary, meaning: 'fine' },
  ];
}

function dimensionOf(
  { measures, limits: limit }: DrawnDimension,
  d: number,
  { at, plain, byPoints }: Making,
) {
  // Any but the first may be a watched one, of weight 0.
  const shares = weights(measures.map(({ share }, m) => (m === 0 ? Math.max(1, share) : share)));
  const ends = limit && !byPoints ? { at_least: at(limit.low), at_most: at(limit.high) } : {};
  return {
    name: `d${d}`,
    ...(plain || !limit ? {} : { ...ends, max_influence: limit.influence }),
    measures: measures.map((drawn, m) => ({
      ...measureOf(drawn, `${d}_${m}`),
      ...(byPoints ? pointsOf(drawn, shares[m] ?? 0) : { weight: shares[m] ?? 0 }),
      ...(plain || byPoints || drawn.influence === undefined ? {} : { max_influence: drawn.influence }),
    })),
  };
}

function pointsOf({ takes }: DrawnMeasure, share: number) {
  return share === 0 ? { weight: 0 } : { points: { worst: -takes, best: Math.max(1, 20 - takes) } };
}

function measureOf({ normalise, missing, stale, conditional }: DrawnMeasure, id: string) {
  return {
    name: `m${id}`,
    label: `Measure ${id.replace('_', ' ')}`,
    feature: `f.c${id}`,
    direction: directionOf(normalise),
    timing: 'leading',
    normalise,
    missing: missing === 'peer_median' && normalise.type === 'category' ? 'neutral' : missing,
    ...(stale ? { stale_after: { age: `f.age${id}`, days: 90 } } : {}),
    ...(conditional ? { applies_when: { feature: `f.asks${id}`, above: 0 } } : {}),
    reason: 'low',
  };
}

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

interface Varied extends Pick<Making, 'at' | 'byPoints'> {
  readonly dimensions: readonly {
    readonly name: string;
    readonly weight?: number;
    readonly measures: readonly {
      readonly name: string;
      readonly direction: string;
      readonly normalise: { type: string };
    }[];
  }[];
}

function variantOf(drawn: Drawn<typeof variants>[number], i: number, { dimensions, at, byPoints }: Varied) {
  const [gone, ...rest] = dimensions;
  const leaves = drawn.leavesOut && rest.length > 0 ? gone : undefined;
  const kept = leaves ? rest : dimensions;
  const shares = weights(kept.map(({ weight }) => weight ?? 1)).reverse();
  const isWeighed = !byPoints && (drawn.reweighs || leaves !== undefined);
  const [first] = kept.flatMap(({ measures }) => measures);
  const isLine = first !== undefined && first.direction !== 'target' && first.normalise.type !== 'category';
  const ends = first?.direction === UP ? { worst: 10, best: 60 } : { worst: 60, best: 10 };
  return {
    name: `v${i}`,
    precedence: i,
    when: [{ feature: `f.kind${i}`, above: drawn.above }],
    without: leaves ? [leaves.name] : [],
    weights: isWeighed ? Object.fromEntries(kept.map(({ name }, d) => [name, shares[d]])) : {},
    normalise: drawn.normalises && isLine ? { [first.name]: { type: 's_curve', ...ends } } : {},
    ...(drawn.boundary === undefined ? {} : { bands: bandsAt(at(0), at(drawn.boundary)) }),
    ...(drawn.minimum_coverage === undefined ? {} : { minimum_coverage: drawn.minimum_coverage }),
  };
}

/** Random scorecards that need nothing learnt and have no variants: `compileScorecard` takes them as they are. */
export const scorecardArbitrary = scorecards(false);

/** Random scorecards of the whole language. */
const anyScorecard = scorecards(true);

/** A random scorecard with random data for it. */
export const scoringArbitrary = scorecardArbitrary.chain((card) =>
  featuresArbitrary(card, 12).map((features) => ({ card, features })),
);

/** A random scorecard of the whole language, with data for it and what was learnt of other accounts. */
export const anyScoring = anyScorecard.chain((card) =>
  fc
    .tuple(featuresArbitrary(card, 12), featuresArbitrary(card, 15))
    .map(([features, peers]) => ({ card, features, learnt: learnVariants(card, peers) })),
);
