import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scorecardChanges } from '../../../src/core/publish/scorecard-changes.ts';
import { scorecardOfPage, scorecardPage } from '../../../src/core/publish/scorecard-page.ts';
import { canonicalScorecard } from '../../../src/core/score/canonical-scorecard.ts';
import { scorecardArbitrary } from '../score/scorecard-arbitrary.ts';

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
  expect(
    scorecardChanges(card, { ...card, bands: [] }).every(({ after }) => after === null || after === '[]'),
  ).toBe(true);
});
