import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkScorecard } from '../../../src/core/config/scorecard-checks.ts';
import { type Scorecard, scorecardFile } from '../../../src/core/config/scorecard-schema.ts';
import { compileScorecard } from '../../../src/core/score/compile-scorecard.ts';
import type { FeatureColumns } from '../../../src/core/score/feature-columns.ts';
import { scoreAccounts } from '../../../src/core/score/score-accounts.ts';
import { scoreItems } from '../../../src/core/score/score-items.ts';
import { WITHHELD } from '../../../src/core/score/ticks.ts';
import { featuresArbitrary, nothingKnown } from './features-arbitrary.ts';
import { cardOf, scorecardArbitrary } from './scorecard-arbitrary.ts';

const RUNS = { seed: 20261122, numRuns: 150 };
const measure = (name: string, points: object, more: object = {}) => ({
  name,
  label: name,
  feature: `f.${name}`,
  points,
  direction: 'higher_is_better',
  timing: 'leading',
  normalise: { type: 'linear', worst: 0, best: 10 },
  reason: `${name} {value}`,
  ...more,
});

const INPUT = {
  name: 'impact',
  version: 1,
  description: 'Points are added and taken.',
  arithmetic: 'points',
  neutral: 60,
  minimum_coverage: 0,
  bands: [
    { name: 'poor', from: 0, meaning: 'bad' },
    { name: 'good', from: 50, meaning: 'fine' },
  ],
  dimensions: [
    {
      name: 'use',
      measures: [measure('days', { worst: -20, best: 10 }), measure('seats', { worst: -5, best: 0 })],
    },
    {
      name: 'flags',
      max_influence: 30,
      measures: [
        measure(
          'left',
          { worst: -25, best: 0 },
          { direction: 'lower_is_better', normalise: { type: 'linear', worst: 1, best: 0 } },
        ),
        measure(
          'risk',
          { worst: -25, best: 0 },
          {
            direction: 'lower_is_better',
            normalise: { type: 'linear', worst: 1, best: 0 },
            missing: 'poor',
          },
        ),
      ],
    },
  ],
};

function score(card: Scorecard, values: Record<string, number>) {
  const features: FeatureColumns = {
    rows: 1,
    numbers: new Map(
      ['days', 'seats', 'left', 'risk'].map((name) => [
        `f.${name}`,
        Float64Array.of(values[name] ?? Number.NaN),
      ]),
    ),
    texts: new Map(),
  };
  const compiled = compileScorecard(card);
  const scored = scoreAccounts(compiled, features);
  const lines = scoreItems(compiled, scored)
    .filter(({ points }) => points[0] !== 0)
    .map(({ kind, item, points }) => [kind, item, (points[0] ?? 0) / 10_000]);
  const [ticks = 0, low = 0, high = 0] = [scored.score[0], scored.low[0], scored.high[0]];
  return {
    score: ticks / 10_000,
    low: low / 10_000,
    high: high / 10_000,
    coverage: scored.coverage[0],
    lines,
  };
}

describe('a scorecard that counts by points', () => {
  const card = cardOf(INPUT);

  test('starts at neutral, and each measure gives or takes what its place says', () => {
    const found = score(card, { days: 5, seats: 10, left: 0, risk: 0 });
    expect(found).toMatchObject({ score: 55, low: 55, high: 55, coverage: 1 });
    expect(found.lines).toEqual([
      ['base', 'start', 60],
      ['measure', 'days', -5],
    ]);
  });

  test('a limit of a dimension, and the ends of the scale, are lines of their own', () => {
    const found = score(card, { days: 0, seats: 0, left: 1, risk: 1 });
    expect(found.score).toBe(5);
    expect(found.lines).toEqual([
      ['base', 'start', 60],
      ['measure', 'days', -20],
      ['measure', 'left', -25],
      ['measure', 'risk', -25],
      ['measure', 'seats', -5],
      ['cap', 'flags', 20],
    ]);
    const low = score(cardOf({ ...INPUT, neutral: 10 }), { days: 0, seats: 0, left: 1, risk: 1 });
    expect(low.score).toBe(0);
    expect(low.lines).toContainEqual(['cap', 'scale', 45]);
  });

  test('what is missing does nothing, unless the scorecard takes it for the worst; the range says what it could do', () => {
    const found = score(card, { days: 10, left: 0 });
    expect(found).toMatchObject({ score: 45, low: 40, high: 70 });
    expect(found.lines).toEqual([
      ['base', 'start', 60],
      ['measure', 'days', 10],
      ['missing', 'risk', -25],
    ]);
    expect(found.coverage).toBeCloseTo(55 / 85, 9);
  });

  test('weights, limits of measures and points where they have no place are refused, each at its place', () => {
    const [use, flags] = INPUT.dimensions;
    const wrong = {
      ...INPUT,
      dimensions: [
        {
          ...use,
          weight: 0.5,
          measures: [{ ...measure('days', { worst: -1, best: 0 }), weight: 0.4, max_influence: 3 }],
        },
        { ...flags, measures: [{ ...measure('left', {}), points: undefined }] },
      ],
    };
    const paths = scorecardFile.safeParse(wrong).error?.issues.map(({ path }) => path.join('.'));
    expect(paths).toEqual([
      'dimensions.0.weight',
      'dimensions.0.measures.0.weight',
      'dimensions.0.measures.0.max_influence',
      'dimensions.1.measures.0.points',
    ]);
    const mean = { ...INPUT, arithmetic: 'weighted_mean' };
    const issues = scorecardFile.safeParse(mean).error?.issues ?? [];
    expect(issues.map(({ path }) => path.at(-1))).toEqual([
      'weight',
      'points',
      'points',
      'weight',
      'points',
      'points',
    ]);
    const worse = { ...measure('days', { worst: 3, best: 2 }) };
    expect(scorecardFile.safeParse({ ...INPUT, dimensions: [{ ...use, measures: [worse] }] }).success).toBe(
      false,
    );
  });

  test('a variant leaves measures out, and cannot weigh them', () => {
    const variants = [{ name: 'small', when: [{ feature: 'f.days', below: 3 }], without: ['seats'] }];
    expect(cardOf({ ...INPUT, variants }).variants).toHaveLength(1);
    const weighing = scorecardFile.parse({
      ...INPUT,
      variants: [{ ...variants[0], weights: { days: 0.5 } }],
    });
    expect(checkScorecard(weighing, { place: () => ({}) }).map(({ message }) => message)).toEqual([
      'variant "small": weights have no place where arithmetic is points',
    ]);
  });
});

/** The same random cards, counting by points. */
const pointsArbitrary = scorecardArbitrary.map((card) =>
  cardOf({
    ...card,
    arithmetic: 'points',
    dimensions: card.dimensions.map(
      ({ weight: _weight, at_least: _low, at_most: _high, ...dimension }, d) => ({
        ...dimension,
        measures: dimension.measures.map(({ weight, max_influence: _most, ...each }, m) => ({
          ...each,
          ...(weight === 0
            ? { weight }
            : { points: { worst: -((m * 3 + d) % 7) - 1, best: (m * 5 + d) % 4 } }),
        })),
      }),
    ),
  }),
);
const scoringArbitrary = pointsArbitrary.chain((card) =>
  featuresArbitrary(card, 12).map((features) => ({ card, features })),
);

describe('over random scorecards that count by points, and random data', () => {
  it('adds up to the last ten-thousandth, stays in scale and inside its own range', () => {
    let scores = 0;
    fc.assert(
      fc.property(scoringArbitrary, ({ card, features }) => {
        const compiled = compileScorecard(card);
        const scored = scoreAccounts(compiled, features);
        const items = scoreItems(compiled, scored);
        for (let r = 0; r < features.rows; r++) {
          const ticks = scored.score[r] ?? WITHHELD;
          if (ticks === WITHHELD) continue;
          scores++;
          expect(items.reduce((sum, { points }) => sum + (points[r] ?? 0), 0)).toBe(ticks);
          expect(ticks).toBeGreaterThanOrEqual(card.scale.min * 10_000);
          expect(ticks).toBeLessThanOrEqual(card.scale.max * 10_000);
          expect(scored.low[r]).toBeLessThanOrEqual(ticks);
          expect(scored.high[r]).toBeGreaterThanOrEqual(ticks);
          if (scored.coverage[r] === 1) expect(scored.high[r]).toBe(scored.low[r]);
        }
      }),
      RUNS,
    );
    expect(scores).toBeGreaterThan(400);
  });

  it('never scores lower when a measure with a monotone normaliser improves', () => {
    let improved = 0;
    fc.assert(
      fc.property(scoringArbitrary, fc.double({ min: 0, max: 80, noNaN: true }), ({ card, features }, by) => {
        const compiled = compileScorecard({ ...card, rules: [], override: undefined });
        const before = scoreAccounts(compiled, features).score;
        const monotone = card.dimensions
          .flatMap(({ measures }) => measures)
          .filter(({ normalise }) => normalise.type === 'linear' || normalise.type === 's_curve');
        for (const { feature, direction, normalise } of monotone) {
          if ('outside' in normalise && normalise.outside === 'no_say') continue;
          const sign = direction === 'higher_is_better' ? 1 : -1;
          const numbers = new Map(features.numbers);
          numbers.set(
            feature,
            (features.numbers.get(feature) ?? new Float64Array()).map((value) => value + sign * by),
          );
          const after = scoreAccounts(compiled, { ...features, numbers }).score;
          for (let r = 0; r < features.rows; r++) {
            expect(after[r]).toBeGreaterThanOrEqual(before[r] ?? 0);
            improved += (after[r] ?? 0) > (before[r] ?? 0) ? 1 : 0;
          }
        }
      }),
      RUNS,
    );
    expect(improved).toBeGreaterThan(100);
  });

  it('knows nothing of an account of which nothing is known', () => {
    fc.assert(
      fc.property(pointsArbitrary, (card) => {
        const plain = { ...card, override: undefined };
        expect(scoreAccounts(compileScorecard(plain), nothingKnown(card)).score[0]).toBe(WITHHELD);
      }),
      RUNS,
    );
  });
});

describe('marks for a score', () => {
  const letters = [
    { letter: 'F', from: 0 },
    { letter: 'C', from: 50 },
    { letter: 'A', from: 90 },
  ];
  const problems = (marks: object[]) =>
    checkScorecard(scorecardFile.parse({ ...INPUT, scale: { letters: marks } }), { place: () => ({}) }).map(
      ({ message }) => message,
    );

  test('tile the scale', () => {
    expect(problems(letters)).toEqual([]);
    expect(problems(letters.slice(1))).toEqual(['the first mark C begins at 50, but the scale begins at 0']);
    expect(problems([...letters, { letter: 'A', from: 95 }])).toEqual(['the mark A is given twice']);
    expect(problems([...letters, { letter: 'B', from: 80 }])).toEqual([
      'the mark B begins at 80, not above 90 where A begins',
    ]);
    expect(problems([...letters, { letter: 'S', from: 100 }])).toEqual([
      'the mark S begins at 100, but the scale ends at 100',
    ]);
  });
});
