import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explain } from '../../src/app/explain.ts';
import { calendarDates } from '../../src/core/plan/calendar.ts';
import { testContext } from '../support/test-context.ts';
import {
  AS_OF,
  inputRow,
  type Measures,
  publishedProject,
  scorecardRow,
  scoreOf,
  scoreRow,
} from './serving-fixture.ts';

const measured = (days: number, nps: number): Measures => ({
  active_days_30d: { raw: days, scaled: days * 5 },
  share_seats_active: { raw: 0.4, scaled: 40 },
  tickets_90d: { raw: 8, scaled: 60 },
  nps: { raw: nps, scaled: nps * 10 },
});
/** 46 points: five more active days give 7.5, and three seats in ten nine more. */
const NOW = measured(6, 7);
const QUARTER_AGO = '2026-08-02';
const OTHERS = Array.from({ length: 20 }, (_, i) => `B-${String(i).padStart(2, '0')}`);

let root: string;
let project: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-own-margin-'));
  const weeks = calendarDates({ every: 'week', from: '2026-05-03' }, '2026-10-25');
  const scorecard = scorecardRow(AS_OF);
  const own_noise = { times: 1, at_least: 1, at_most: 19 };
  const noisy = {
    ...JSON.parse(String(scorecard['scorecard'])),
    steadiness: { margin: 1, readings: 1, own_noise },
  };
  const better = { ...measured(11, 7), share_seats_active: { raw: 0.7, scaled: 70 } };
  project = await publishedProject(root, {
    scores: ['calm', 'noisy'].map((account) => scoreRow(account, scoreOf(NOW))),
    score_measures: [],
    calendar_scores: weeks.flatMap((as_of, i) => [
      scoreRow('calm', scoreOf(NOW), { as_of }),
      scoreRow('noisy', scoreOf(NOW) - (i % 2 === 0 ? 8 : 0), { as_of }),
    ]),
    calendar_score_measures: [],
    scorecards: [{ ...scorecard, scorecard: JSON.stringify(noisy) }],
    score_inputs: [
      ...['calm', 'noisy', ...OTHERS].map((account) => inputRow(account, QUARTER_AGO, NOW)),
      ...['calm', 'noisy'].map((account) => inputRow(account, AS_OF, NOW)),
      ...OTHERS.map((account) => inputRow(account, AS_OF, better)),
    ],
    score_dimensions: [],
    calendar_score_dimensions: [],
  });
});
afterAll(() => rm(root, { recursive: true }));

test('what would lift an account is clear of the boundary by the noise of its own readings', async () => {
  const wayUp = async (account: string) => (await explain(testContext(project), { account })).result.way_up;
  expect(await wayUp('calm')).toMatchObject({ band: 'okay', changes: [{}] });
  expect(await wayUp('noisy')).toMatchObject({ band: 'okay', changes: [{}, {}] });
});
