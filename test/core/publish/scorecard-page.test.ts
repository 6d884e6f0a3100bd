import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeRows } from '../../../src/core/publish/scorecard-change-words.ts';
import { scorecardChanges } from '../../../src/core/publish/scorecard-changes.ts';
import { scorecardOfPage, scorecardPage } from '../../../src/core/publish/scorecard-page.ts';
import { canonicalScorecard } from '../../../src/core/score/canonical-scorecard.ts';
import { scorecardArbitrary } from '../score/scorecard-arbitrary.ts';
import { smallCard } from '../score/small-card.ts';

const RUNS = { seed: 20261122, numRuns: 100 };

test('every measure and every band of any scorecard is on its page, with its weight and what to do', () => {
  fc.assert(
    fc.property(scorecardArbitrary, (card) => {
      const page = scorecardPage(card, null);
      for (const { measures } of card.dimensions)
        for (const { label, feature } of measures) {
          expect(page).toContain(`| ${label} |`);
          expect(page).toContain(`\`${feature}\``);
        }
      for (const band of card.bands)
        expect(page).toMatch(new RegExp(`\\| ${band.name} \\| .* \\| ${band.meaning} \\|`));
      for (const { name } of card.rules) expect(page).toContain(`| ${name} |`);
    }),
    RUNS,
  );
});

test('what holds a part back, who the peers are, and how a variant differs are on the page', () => {
  const { card } = smallCard();
  const [dimension] = card.dimensions;
  const [measure] = dimension?.measures ?? [];
  if (!dimension || !measure) throw new Error('no measure');
  const limited = {
    ...card,
    bands: card.bands.map((band) => ({ ...band, action: `What to do in ${band.name}.` })),
    steadiness: { margin: 3, readings: 2, own_noise: { times: 2, at_least: 1, at_most: 8 } },
    peers: { by: 'f.segment', window_days: 91, at_least: 50 },
    dimensions: [
      {
        ...dimension,
        at_most: 90,
        max_influence: 22,
        measures: [{ ...measure, max_influence: 6, missing: 'peer_median' as const }],
      },
    ],
    variants: [
      {
        ...{
          name: 'young',
          when: [{ feature: 'f.age', missing: false, below: 90 }],
          precedence: 1,
          without: [],
        },
        ...{ weights: {}, normalise: { [measure.name]: { type: 'nps' as const } }, minimum_coverage: 0.3 },
      },
    ],
  };
  const page = scorecardPage(limited, null);
  for (const told of [
    ...limited.bands.map(({ action }) => `| ${action} |`),
    `- ${dimension.name} counts as 90 at most.`,
    `- ${dimension.name} moves the score by 22 points at most.`,
    `- ${measure.label} moves the score by 6 points at most.`,
    "the margin follows the account's own noise, 2 of its standard deviations, from 1 to 8",
    '- Peers: accounts of the same f.segment in the 91 days before; a group of fewer than 50 goes by all accounts.',
    `| f.age is known and below 90 | 1 | ${measure.name} from -100 to 100 onto the scale; minimum coverage 30 % |`,
  ])
    expect(page).toContain(told);
});

test('a page keeps its scorecard, so that the next version can be compared with it', () => {
  fc.assert(
    fc.property(scorecardArbitrary, (card) => {
      const kept = scorecardOfPage(scorecardPage(card, null));
      expect(kept && canonicalScorecard(kept)).toBe(canonicalScorecard(card));
      expect(kept && scorecardChanges(kept, card)).toEqual([]);
    }),
    RUNS,
  );
  expect(scorecardOfPage('# another page')).toBeNull();
});

test('what changed is told by place, before and after; the version and its description are no change', () => {
  const [card] = fc.sample(scorecardArbitrary, { seed: 7, numRuns: 1 });
  if (!card) throw new Error('no scorecard');
  const [first, ...bands] = card.bands;
  if (!first) throw new Error('no band');
  const next = {
    ...card,
    version: 2,
    description: 'Another text.',
    minimum_coverage: 0.9,
    bands: [{ ...first, meaning: 'worse' }, ...bands],
  };
  expect(scorecardChanges(card, next)).toEqual([
    { what: `bands.${first.name}.meaning`, before: JSON.stringify(first.meaning), after: '"worse"' },
    { what: 'minimum_coverage', before: JSON.stringify(card.minimum_coverage), after: '0.9' },
  ]);
  const [gone] = card.dimensions;
  const rest = card.dimensions.slice(1);
  expect(scorecardChanges(card, { ...card, dimensions: rest }).map(({ what }) => what)).toEqual([
    `dimensions.${gone?.name}`,
  ]);
  expect(
    scorecardChanges(card, { ...card, bands: [] }).every(({ after }) => after === null || after === '[]'),
  ).toBe(true);
});

test('what came or went is one line; what only people read is one line for all', () => {
  const { card } = smallCard();
  const [dimension] = card.dimensions;
  const [first, second] = dimension?.measures ?? [];
  if (!dimension || !first || !second) throw new Error('no measures');
  const rule = { name: 'late', when: [{ feature: 'f.x', is: true }], cap: 65, reason: 'Late.' };
  const next = {
    ...card,
    rules: [rule],
    dimensions: [
      {
        ...dimension,
        measures: [
          { ...second, advice: 'Come.', label: 'Other' },
          { ...first, name: 'more', weight: 0.25 },
        ],
      },
      ...card.dimensions.slice(1),
    ],
  };
  const rows = changeRows(scorecardChanges(card, next));
  expect(rows).toContainEqual(['rule late', '', 'cap 65']);
  expect(rows).toContainEqual([
    `measure ${dimension.name}.more`,
    '',
    expect.stringMatching(/^weight 0\.25, .* in a straight line/),
  ]);
  expect(rows).toContainEqual([
    `measure ${dimension.name}.${first.name}`,
    expect.stringMatching(/^weight/),
    '',
  ]);
  expect(rows.at(-1)?.[2]).toBe(
    `other words for ${dimension.name}.${second.name}: advice, ${dimension.name}.${second.name}: label`,
  );
  expect(rows.some(([what]) => what === 'rules')).toBe(false);
});
