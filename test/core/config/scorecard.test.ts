import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/core/config/parse-config.ts';
import { checkScorecard } from '../../../src/core/config/scorecard-checks.ts';
import { scorecardFeatures } from '../../../src/core/config/scorecard-features.ts';
import { scorecardFile } from '../../../src/core/config/scorecard-schema.ts';
import type { Problem } from '../../../src/errors.ts';
import { FILE, problemsOf, SOUND } from './scorecard-text.ts';

/** The sound scorecard with one text replaced; the text must be there. */
function broken(from: string, to: string): readonly Problem[] {
  expect(SOUND).toContain(from);
  return problemsOf(SOUND.replace(from, to));
}

describe('a scorecard', () => {
  it('is accepted when it is sound, with its defaults filled in', () => {
    expect(problemsOf(SOUND)).toEqual([]);
    const card = parseConfig(scorecardFile, { file: FILE, text: SOUND }, {}).value;
    expect(card?.scale).toEqual({ min: 0, max: 100 });
    expect(card?.minimum_coverage).toBe(0.5);
    expect(card?.dimensions[0]?.measures[0]?.missing).toBe('redistribute');
  });

  it.each([
    {
      fault: 'weights of 140 %',
      from: 'weight: 0.6',
      to: 'weight: 1',
      expected: {
        code: 'HF501',
        line: 9,
        message: 'the weights of the dimensions add up to 140 %, not 100 %',
      },
      remedy: 'take away 0.4: product 1, service 0.4',
    },
    {
      fault: 'weights of 90 % within a dimension',
      from: 'weight: 1\n        direction: target',
      to: 'weight: 0.9\n        direction: target',
      expected: {
        code: 'HF501',
        line: 23,
        message: 'the weights of the measures of "service" add up to 90 %, not 100 %',
      },
      remedy: 'give out 0.1 more: tickets 0.9',
    },
    {
      fault: 'a gap below the first band',
      from: 'name: poor, from: 0',
      to: 'name: poor, from: 10',
      expected: { code: 'HF503', line: 5, column: 25 },
      remedy: 'bands tile the scale',
    },
    {
      fault: 'a band that never comes',
      from: 'name: good, from: 80',
      to: 'name: good, from: 40',
      expected: {
        code: 'HF503',
        line: 7,
        message: 'band "good" begins at 40, not above 50 where "okay" begins',
      },
      remedy: 'bands tile the scale',
    },
    {
      fault: 'a band beyond the scale',
      from: 'name: good, from: 80',
      to: 'name: good, from: 100',
      expected: { code: 'HF503', line: 7, message: 'band "good" begins at 100, but the scale ends at 100' },
      remedy: 'bands tile the scale',
    },
    {
      fault: 'a margin that locks a band',
      from: 'margin: 3',
      to: 'margin: 20',
      expected: { code: 'HF503', line: 8 },
      remedy: 'lower the margin',
    },
    {
      fault: 'a direction that the normaliser contradicts',
      from: 'direction: higher_is_better',
      to: 'direction: lower_is_better',
      expected: {
        code: 'HF505',
        line: 17,
        column: 20,
        message: 'measure "active_days" says lower_is_better, but its normaliser says higher_is_better',
      },
      remedy: 'say direction: higher_is_better',
    },
    {
      fault: 'a score off the scale',
      from: 'up_to: 8, score: 100',
      to: 'up_to: 8, score: 101',
      expected: { code: 'HF504', line: 30 },
      remedy: 'write scores in points',
    },
    {
      fault: 'tiers that do not rise',
      from: 'up_to: 8',
      to: 'up_to: 0',
      expected: {
        code: 'HF504',
        line: 30,
        message: 'measure "tickets": the limit 0 is not above the tier before it',
      },
      remedy: 'list the tiers by rising limits',
    },
    {
      fault: 'a normaliser that says nothing',
      from: 'worst: 0, best: 20',
      to: 'worst: 5, best: 5',
      expected: { code: 'HF504', line: 19, message: 'measure "active_days": worst and best are the same, 5' },
      remedy: 'set them apart',
    },
    {
      fault: 'a measure named twice',
      from: 'name: tickets',
      to: 'name: active_days',
      expected: {
        code: 'HF106',
        line: 24,
        message: 'measure "active_days" is defined twice, also in line 13',
      },
      remedy: 'a name of its own',
    },
    {
      fault: 'a placeholder that stands for nothing',
      from: '"{value} tickets"',
      to: '"{count} tickets"',
      expected: { code: 'HF102', line: 31 },
      remedy: 'only {value} is known',
    },
    {
      fault: 'a key mistyped',
      from: 'timing: lagging',
      to: 'timming: lagging',
      expected: { code: 'HF103', line: 29, message: 'unknown key "timming" in dimensions[1].measures[0]' },
      remedy: 'did you mean "timing"?',
    },
    {
      fault: 'a normaliser nobody knows',
      from: 'type: linear',
      to: 'type: liner',
      expected: {
        code: 'HF102',
        line: 19,
        message: expect.stringContaining('must be one of linear, s_curve'),
      },
      remedy: undefined,
    },
    {
      fault: 'a rule for a band that there is not',
      from: 'dimensions:\n',
      to: 'rules:\n  - { name: flag, when: [{ feature: f.x, is: true }], band: god, reason: Flagged. }\ndimensions:\n',
      expected: { code: 'HF503', line: 10, message: 'rule "flag" names the band "god", which there is not' },
      remedy: 'did you mean "good"?',
    },
    {
      fault: 'a cap that holds nothing down',
      from: 'dimensions:\n',
      to: 'rules:\n  - { name: flag, when: [{ feature: f.x, is: true }], cap: 100, reason: Flagged. }\ndimensions:\n',
      expected: {
        code: 'HF502',
        line: 10,
        message: 'rule "flag": cap 100 is the top of the scale and holds nothing down',
      },
      remedy: 'between its ends',
    },
    {
      fault: 'a weight in per cent',
      from: 'weight: 0.6',
      to: 'weight: 60',
      expected: { code: 'HF102', line: 11, message: 'dimensions[0].weight: must be at most 1, not 60' },
      remedy: 'write 0.6 for 60 %',
    },
    {
      fault: 'a weight below nothing',
      from: 'weight: 0.6',
      to: 'weight: -0.6',
      expected: { code: 'HF102', line: 11, message: 'dimensions[0].weight: must be above 0, not -0.6' },
      remedy: undefined,
    },
    {
      fault: 'a decimal comma',
      from: 'weight: 0.6',
      to: 'weight: 0,6',
      expected: { code: 'HF102', line: 11 },
      remedy: 'decimals take a point: write 0.6',
    },
    {
      fault: 'a number in quotes',
      from: 'weight: 0.6',
      to: 'weight: "0.6"',
      expected: { code: 'HF102', line: 11 },
      remedy: 'write it without quotes: 0.6',
    },
    {
      fault: 'a weight with a per cent sign',
      from: 'weight: 0.6',
      to: 'weight: 60 %',
      expected: { code: 'HF102', line: 11 },
      remedy: 'it is a share of 1: write 0.6',
    },
    {
      fault: 'no direction',
      from: '        direction: higher_is_better\n',
      to: '',
      expected: {
        code: 'HF102',
        line: 13,
        message: expect.stringContaining('direction: is missing: one of higher_is_better'),
      },
      remedy: undefined,
    },
    {
      fault: 'tabs',
      from: '    weight: 0.6\n',
      to: '\tweight: 0.6\n',
      expected: { code: 'HF101', line: 11, message: 'not valid YAML: Tabs are not allowed as indentation' },
      remedy: 'YAML takes no tabs',
    },
    {
      fault: 'a key a blank too far left',
      from: '        label: Tickets\n',
      to: '       label: Tickets\n',
      expected: { code: 'HF101', line: 25 },
      remedy: 'line it up',
    },
    {
      fault: 'a rule that can never hold',
      from: 'dimensions:\n',
      to: 'rules:\n  - { name: flag, when: [{ feature: f.x, at_least: 60, at_most: 30 }], cap: 5, reason: Flagged. }\ndimensions:\n',
      expected: {
        code: 'HF519',
        line: 10,
        message: 'rule "flag" can never hold: f.x at least 60 and at most 30',
      },
      remedy: 'widen one',
    },
    {
      fault: 'a rule whose conditions exclude each other',
      from: 'dimensions:\n',
      to: 'rules:\n  - { name: flag, when: [{ feature: f.x, missing: true }, { feature: f.x, above: 3 }], cap: 5, reason: Flagged. }\ndimensions:\n',
      expected: { code: 'HF519', line: 10 },
      remedy: 'all conditions of a list must hold at once',
    },
    {
      fault: 'marks that do not begin with the scale',
      from: 'bands:\n',
      to: 'scale: { letters: [{ letter: B, from: 10 }, { letter: A, from: 50 }] }\nbands:\n',
      expected: {
        code: 'HF502',
        line: 4,
        message: 'the first mark B begins at 10, but the scale begins at 0',
      },
      remedy: undefined,
    },
    {
      fault: 'marks that do not rise',
      from: 'bands:\n',
      to: 'scale: { letters: [{ letter: B, from: 0 }, { letter: A, from: 0 }] }\nbands:\n',
      expected: { code: 'HF502', line: 4, message: 'the mark A begins at 0, not above 0 where B begins' },
      remedy: undefined,
    },
    {
      fault: 'a mark given twice',
      from: 'bands:\n',
      to: 'scale: { letters: [{ letter: B, from: 0 }, { letter: B, from: 50 }] }\nbands:\n',
      expected: { code: 'HF502', line: 4, message: 'the mark B is given twice' },
      remedy: undefined,
    },
    {
      fault: 'a boundary between two steps',
      from: 'bands:\n',
      to: 'scale: { step: 20 }\nbands:\n',
      expected: { code: 'HF502', line: 7, message: '50 lies between two steps of 20' },
      remedy: 'move it onto a step',
    },
    {
      fault: 'a rule with two effects',
      from: 'dimensions:\n',
      to: 'rules:\n  - { name: flag, when: [{ feature: f.x, is: true }], cap: 5, floor: 3, reason: Flagged. }\ndimensions:\n',
      expected: { code: 'HF102', line: 10, message: 'rules[0]: must have one of cap, floor, band' },
      remedy: undefined,
    },
    {
      fault: 'a dimension whose limits leave no room',
      from: '    weight: 0.6\n',
      to: '    weight: 0.6\n    at_least: 70\n    at_most: 70\n',
      expected: { code: 'HF502', line: 12, message: 'at_least 70 of "product" is not below at_most 70' },
      remedy: 'leave room between them',
    },
    {
      fault: 'a band called unknown',
      from: 'name: okay',
      to: 'name: unknown',
      expected: { code: 'HF102', line: 6 },
      remedy: undefined,
    },
    {
      fault: 'a feature without its model',
      from: 'feature: support_load.tickets_90d',
      to: 'feature: tickets_90d',
      expected: { code: 'HF102', line: 26 },
      remedy: undefined,
    },
  ])('is refused for $fault, with file, line and remedy', ({ from, to, expected, remedy }) => {
    const problems = broken(from, to);
    const found = problems.find(({ code }) => code === expected.code);
    expect(found).toMatchObject({ ...expected, file: FILE, exitCode: 78 });
    if (remedy) expect(found?.hint).toContain(remedy);
  });

  it('is asked why a version came about, once it says so of any', () => {
    const told = (version: number) => `${SOUND}changes:\n  - { version: ${version}, why: Because. }\n`;
    expect(problemsOf(told(1))).toEqual([]);
    expect(problemsOf(told(1).replace('version: 1\n', 'version: 2\n'))).toMatchObject([
      { code: 'HF102', severity: 'warning', line: 32, hint: expect.stringContaining('add { version: 2') },
    ]);
    expect(problemsOf(told(2))).toMatchObject([{ severity: 'warning', line: 2, hint: 'set version: 2' }]);
  });

  it('is told of all its faults at once', () => {
    const text = SOUND.replace('weight: 0.6', 'weight: 0.7')
      .replace('from: 0,', 'from: 1,')
      .replace('higher_is_better', 'target')
      .replace('score: 20 }', 'score: 200 }');
    expect(problemsOf(text).map(({ code }) => code)).toEqual(['HF501', 'HF503', 'HF505', 'HF504']);
  });
});

describe('models/scores/health.yml', () => {
  const text = readFileSync(new URL('../../../models/scores/health.yml', import.meta.url), 'utf8');
  const { value: card, document, problems } = parseConfig(scorecardFile, { file: 'health.yml', text }, {});

  it('is sound', () => {
    expect(problems).toEqual([]);
    expect(card && document && checkScorecard(card, document)).toEqual([]);
  });

  it('has the five dimensions, and reads features by model and column', () => {
    expect(card?.dimensions.map(({ name }) => name)).toEqual([
      'product',
      'relationship',
      'service',
      'financial',
      'sentiment',
    ]);
    const uses = card ? scorecardFeatures(card) : [];
    expect(uses.filter(({ reads }) => reads === 'text').map(({ feature }) => feature)).toEqual([
      'commercial.mrr_movement_class',
      'score_override.override_author',
      'score_override.override_reason',
      'account_profile.lifecycle_stage',
      'account_profile.lifecycle_stage',
      'account_profile.segment',
    ]);
    expect(uses.map(({ feature }) => feature)).toContain('nps.nps_age_days');
  });
});
