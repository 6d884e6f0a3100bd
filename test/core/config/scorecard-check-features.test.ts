import { describe, expect, it } from 'vitest';
import { knownFeatures } from '../../../src/core/config/known-features.ts';
import { modelFile } from '../../../src/core/config/model-schema.ts';
import { parseConfig } from '../../../src/core/config/parse-config.ts';
import { checkScorecardFeatures } from '../../../src/core/config/scorecard-check-features.ts';
import { scorecardFile } from '../../../src/core/config/scorecard-schema.ts';
import { FILE, SOUND } from './scorecard-text.ts';

const MODEL = `description: One row per account.
columns:
  - { name: active_days_30d, type: integer, description: x }
  - { name: seats, type: 'decimal(9,2)', description: x }
  - { name: is_late, type: boolean, description: x }
  - { name: day, type: date, description: x }
  - { name: segment, type: varchar, description: x, checks: [{ accepted_values: { values: [smb, large] } }] }
  - { name: hint, type: varchar, description: x, checks: [{ accepted_values: { values: [a], severity: warn } }] }
`;
const config = parseConfig(modelFile, { file: 'x.yml', text: MODEL }, {}).value;
if (config === null) throw new Error('the model of this test is not sound');
const of = (name: string) => ({ layer: 'features', name, config });
const known = knownFeatures([of('active_days'), of('support_load'), { ...of('staged'), layer: 'staging' }]);

const SCORECARD = SOUND.replace('support_load.tickets_90d', 'support_load.seats');

function problemsOf(text: string) {
  const { value: card, document } = parseConfig(scorecardFile, { file: FILE, text }, {});
  if (!card || !document) throw new Error('the scorecard does not parse');
  return checkScorecardFeatures(card, known, document.place);
}
/** The sound scorecard with another feature behind its first measure. */
const reads = (column: string, normalise = '{ type: linear, worst: 0, best: 20 }') =>
  problemsOf(
    SCORECARD.replace('active_days.active_days_30d', `active_days.${column}`).replace(
      '{ type: linear, worst: 0, best: 20 }',
      normalise,
    ),
  );
const asks = (condition: string) =>
  problemsOf(`${SCORECARD}rules:\n  - { name: flag, when: [${condition}], cap: 50, reason: Flagged. }\n`);

describe('what a scorecard reads', () => {
  it('is there', () => {
    expect(problemsOf(SCORECARD)).toEqual([]);
    expect(problemsOf(SOUND)).toMatchObject([
      {
        code: 'HF506',
        file: FILE,
        line: 26,
        hint: expect.stringContaining('support_load has active_days_30d, seats'),
      },
    ]);
    expect(reads('active_days_3d')).toMatchObject([{ hint: 'did you mean "active_days.active_days_30d"?' }]);
    expect(asks('{ feature: nowhere.x, above: 1 }')).toMatchObject([
      { code: 'HF506', hint: 'there is no model models/features/nowhere' },
    ]);
  });

  it('is what the normaliser takes', () => {
    expect(reads('segment')).toMatchObject([
      {
        code: 'HF517',
        line: 15,
        message: 'measure "active_days" reads "active_days.segment" as a number, but it is varchar',
        hint: 'use normalise: { type: category, scores: … }',
      },
    ]);
    expect(reads('is_late')).toMatchObject([{ code: 'HF517', hint: 'use normalise: { type: boolean, … }' }]);
    expect(reads('day')).toMatchObject([
      { code: 'HF517', hint: expect.stringContaining('such as the days since') },
    ]);
    expect(reads('seats', '{ type: boolean, if_true: 100, if_false: 0 }')).toMatchObject([{ code: 'HF517' }]);
    expect(reads('is_late', '{ type: boolean, if_true: 100, if_false: 0 }')).toEqual([]);
    expect(reads('seats', '{ type: category, scores: { a: 1, b: 2 } }')).toMatchObject([{ code: 'HF517' }]);
  });

  it('is what a condition can compare', () => {
    expect(asks('{ feature: active_days.segment, above: 3 }')).toMatchObject([
      { code: 'HF517', line: 33, hint: 'ask for its words by one_of' },
    ]);
    expect(asks('{ feature: active_days.is_late, at_least: 1 }')).toMatchObject([
      { hint: 'ask for is: true or is: false' },
    ]);
    expect(asks('{ feature: active_days.seats, is: true }')).toMatchObject([{ code: 'HF517' }]);
    expect(asks('{ feature: active_days.seats, one_of: [smb] }')).toMatchObject([{ code: 'HF517' }]);
    expect(asks('{ feature: active_days.is_late, missing: true }')).toEqual([]);
    expect(asks('{ feature: active_days.is_late, is: true }')).toEqual([]);
  });

  it('can hold the words that are looked for, where its model promises which', () => {
    expect(asks('{ feature: active_days.segment, one_of: [smb, lage] }')).toMatchObject([
      {
        code: 'HF518',
        message: 'rule "flag" asks "active_days.segment" for "lage", which its model never gives',
        hint: 'did you mean "large"?',
      },
    ]);
    expect(asks('{ feature: active_days.hint, one_of: [b] }')).toEqual([]);
    expect(reads('segment', '{ type: category, scores: { smb: 1, other: 2 } }')).toMatchObject([
      { code: 'HF518', hint: 'it gives smb, large' },
    ]);
  });

  it('is a number for an age and an override, and words for peers and for who set a score', () => {
    const faults = problemsOf(
      `${SCORECARD}override: { score: active_days.segment, author: active_days.seats, reason: active_days.hint }\npeers: { by: active_days.seats }\n`,
    );
    expect(faults.map(({ code, line }) => [code, line])).toEqual([
      ['HF517', 33],
      ['HF517', 32],
      ['HF517', 32],
    ]);
  });
});
