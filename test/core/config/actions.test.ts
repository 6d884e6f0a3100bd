import { expect, test } from 'vitest';
import { parseProject } from '../../../src/core/config/parse-project.ts';
import type { Problem } from '../../../src/errors.ts';
import { smallProject } from '../../support/small-project.ts';
import { SOUND } from './scorecard-text.ts';

const FILE = 'models/scores/_actions.yml';
/** Problems of the actions' file in a small project with one scorecard. */
function problems(text: string): Problem[] {
  const files = { ...smallProject, 'models/scores/small.yml': SOUND, [FILE]: text };
  return parseProject(new Map(Object.entries(files)), {}).problems.filter(({ file }) => file === FILE);
}

test('without a file everything has its defaults', () => {
  const { partial } = parseProject(new Map(Object.entries(smallProject)), {});
  expect(partial.actions.alerts).toMatchObject({
    without: [],
    band_drop: { days: 90, cool_down_days: 14 },
    score_drop: { share_of_scale: 0.1, days: 30 },
  });
  expect(partial.actions.plays).toEqual([]);
});

test('what is named must be there: each problem at its place, with the nearest name', () => {
  const found = problems(`alerts:
  scores: [smal]
plays:
  - name: save
    when: [{ band: [poo], score: small }, { feature: activ.days, above: 1 }]
    reason: x
    due_in_days: 1
    steps: [x]
  - name: save
    when: [{ alert: band_drop, score: big }]
    reason: x
    due_in_days: 1
    steps: [x]
interventions: intermediate.int_lifetime
queue: { risk: small }
`);
  expect(found.map(({ code, line, message }) => [code, line, message])).toEqual([
    ['HF118', 2, 'the actions name the score "smal", which there is not'],
    ['HF118', 5, 'the actions name the band "poo", which there is not'],
    ['HF118', 5, 'the actions name the feature "activ.days", which there is not'],
    ['HF106', 9, expect.stringContaining('play "save" is defined twice')],
    ['HF118', 10, 'the actions name the score "big", which there is not'],
    ['HF118', 14, 'the actions name the relation "intermediate.int_lifetime", which there is not'],
  ]);
  expect(found[0]?.hint).toContain('small');
  expect(found.at(-1)?.hint).toContain('int_lifetimes');
});

test('an unknown key or kind is told with what there is', () => {
  const [key, kind] = problems(`alerts: { bandrop: {} }
plays: [{ name: x, when: [{ alert: band_rise }], reason: x, due_in_days: 1, steps: [x] }]
`);
  expect(key).toMatchObject({ code: 'HF103', line: 1 });
  expect(key?.hint).toContain('band_drop');
  expect(kind).toMatchObject({ code: 'HF102', line: 2 });
});

test('a scorecard that is broken, or says another name than its file, is there all the same', () => {
  const actions = 'queue: { risk: small }\n';
  const told = (card: string) => {
    const files = { ...smallProject, 'models/scores/small.yml': card, [FILE]: actions };
    return parseProject(new Map(Object.entries(files)), {}).problems.map(({ file }) => file);
  };
  expect(told(SOUND)).not.toContain(FILE);
  expect(told(SOUND.replace('weight: 0.6', 'weight: high'))).toContain('models/scores/small.yml');
  expect(told(SOUND.replace('weight: 0.6', 'weight: high'))).not.toContain(FILE);
  expect(told(SOUND.replace('name: small', 'name: smal'))).not.toContain(FILE);
});
