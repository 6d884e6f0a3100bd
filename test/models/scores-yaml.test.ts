import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { knownFeatures } from '../../src/core/config/known-features.ts';
import { modelFile } from '../../src/core/config/model-schema.ts';
import { parseConfig } from '../../src/core/config/parse-config.ts';
import { checkScorecardFeatures } from '../../src/core/config/scorecard-check-features.ts';
import { checkScorecard } from '../../src/core/config/scorecard-checks.ts';
import { type Scorecard, scorecardFile } from '../../src/core/config/scorecard-schema.ts';
import { ROOT } from '../support/e2e-project.ts';

const SCORES = join(ROOT, 'models/scores');
const FEATURES = join(ROOT, 'models/features');

/** Every feature model, as its yml has it. */
const models = readdirSync(FEATURES)
  .filter((file) => file.endsWith('.yml'))
  .flatMap((file) => {
    const text = readFileSync(join(FEATURES, file), 'utf8');
    const { value } = parseConfig(modelFile, { file, text }, {});
    return value === null ? [] : [{ layer: 'features', name: file.replace('.yml', ''), config: value }];
  });
const known = knownFeatures(models);
const timings = new Map<string, string | undefined>(
  models.flatMap(({ name, config }) =>
    config.columns.map((column) => [`${name}.${column.name}`, column.timing] as const),
  ),
);

/** A scorecard as it is shipped. */
function shipped(name: string): { readonly card: Scorecard; readonly text: string } {
  const text = readFileSync(join(SCORES, `${name}.yml`), 'utf8');
  const { value } = parseConfig(scorecardFile, { file: `models/scores/${name}.yml`, text }, {});
  if (!value) throw new Error(`${name} is not sound`);
  return { card: value, text };
}

const names = readdirSync(SCORES)
  .filter((file) => !file.startsWith('_'))
  .map((file) => file.replace('.yml', ''));

describe.each(names)('%s', (name) => {
  const { card } = shipped(name);
  const measures = card.dimensions.flatMap((dimension) => dimension.measures);

  test('tags each measure as leading or lagging, like the feature that it reads', () => {
    for (const { name: measure, timing, feature } of measures) {
      const said = timings.get(feature);
      if (said !== undefined) expect([measure, timing]).toEqual([measure, said]);
    }
  });

  test('keeps what CSMs say among themselves from customers', () => {
    const ours = /^(csm_pulse|account_tags|score_override|market_news|account_value|champion_continuity)\./;
    for (const { name: measure, feature, internal } of measures)
      if (ours.test(feature)) expect([measure, internal]).toEqual([measure, true]);
  });

  test('says what to do in each band, what it does not see, and why each version came about', () => {
    for (const { name: band, action } of card.bands)
      expect([band, action]).toEqual([band, expect.any(String)]);
    expect(card.known_limits.length).toBeGreaterThan(0);
    expect(card.changes.map(({ version }) => version)).toContain(card.version);
  });
});

test('no signal of support is part of how the product is used', () => {
  const product = shipped('health').card.dimensions.filter(({ name }) => name === 'product');
  const read = [...product, ...shipped('engagement').card.dimensions].flatMap(({ measures }) =>
    measures.map(({ feature }) => feature),
  );
  expect(read.length).toBeGreaterThan(8);
  expect(read.filter((feature) => /^(support|ticket)/.test(feature))).toEqual([]);
});

test('between them they use what scorecards can say: points, peers, marks, rules, variants, an override', () => {
  const cards = names.map((name) => shipped(name).card);
  const types = cards.flatMap((card) =>
    card.dimensions.flatMap(({ measures }) => measures.map(({ normalise }) => normalise.type)),
  );
  expect(cards.some(({ arithmetic }) => arithmetic === 'points')).toBe(true);
  expect(types).toEqual(
    expect.arrayContaining(['percentile', 'z_score', 's_curve', 'log', 'nps', 'boolean', 'category']),
  );
  expect(cards.some(({ scale }) => scale.letters !== undefined)).toBe(true);
  expect(cards.some(({ variants }) => variants.length > 2)).toBe(true);
  expect(cards.some(({ override }) => override !== undefined)).toBe(true);
});

describe('a broken scorecard is refused with its place and a remedy', () => {
  const faults = [
    {
      of: 'health',
      what: 'weights that add up to 106 %',
      from: 'weight: 0.34',
      to: 'weight: 0.4',
      expected: { code: 'HF501', hint: /^take away 0\.06: product 0\.4, / },
      at: 'dimensions:',
    },
    {
      of: 'onboarding',
      what: 'a band that begins below the one before',
      from: 'from: 70',
      to: 'from: 40',
      expected: { code: 'HF503', message: /band "on_track" begins at 40, not above 45/ },
      at: 'from: 40',
    },
    {
      of: 'expansion',
      what: 'a weight where points are counted',
      from: 'points: { worst: -12, best: 8 }',
      to: 'weight: 0.3',
      expected: {
        code: 'HF102',
        message: /weight: has no place where arithmetic is points: what a measure gives/,
      },
      at: 'weight: 0.3',
    },
    {
      of: 'value',
      what: 'a direction that its normaliser contradicts',
      from: 'normalise: { type: linear, worst: 0.05, best: 0.8 }',
      to: 'normalise: { type: linear, worst: 0.8, best: 0.05 }',
      expected: { code: 'HF505', hint: /^say direction: lower_is_better/ },
      at: 'direction: higher_is_better',
    },
    {
      of: 'priority',
      what: 'a feature that no model has',
      from: 'feature: account_value.priority_cents',
      to: 'feature: account_value.priorty_cents',
      expected: { code: 'HF506', hint: /did you mean "account_value\.priority_cents"/ },
      at: 'feature: account_value.priorty_cents',
    },
  ];

  test.each(faults)('$of: $what', ({ of, from, to, expected, at }) => {
    const { text } = shipped(of);
    const file = `models/scores/${of}.yml`;
    const broken = text.replace(from, to);
    const { value, document, problems } = parseConfig(scorecardFile, { file, text: broken }, {});
    const found = [
      ...problems,
      ...(value && document ? checkScorecard(value, document) : []),
      ...(value && document
        ? checkScorecardFeatures(value, known, (path, what) => document.place(path, what))
        : []),
    ];
    const line = broken.split('\n').findIndex((written) => written.includes(at)) + 1;
    const { code, ...texts } = expected;
    const told = Object.entries(texts).map(([key, text]) => [key, expect.stringMatching(text)]);
    const wanted = { code, file, line, ...Object.fromEntries(told) };
    expect(found).toEqual(expect.arrayContaining([expect.objectContaining(wanted)]));
  });
});
