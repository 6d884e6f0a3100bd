import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explain } from '../../src/app/explain.ts';
import { HoldfastError, type Problem } from '../../src/errors.ts';
import { testContext } from '../support/test-context.ts';
import { AS_OF, type Measures, measureRows, publishedProject, scoreOf, scoreRow } from './serving-fixture.ts';

const NOW: Measures = {
  active_days_30d: { raw: 4, scaled: 20 },
  share_seats_active: { raw: 0.31, scaled: 31 },
  tickets_90d: { raw: 9, scaled: 55 },
  nps: { raw: null, scaled: 50 },
};
const THEN: Measures = {
  active_days_30d: { raw: 16, scaled: 80 },
  share_seats_active: { raw: 0.52, scaled: 52 },
  tickets_90d: { raw: 9, scaled: 55 },
  nps: { raw: 6, scaled: 60 },
};

let root: string;
let project: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-explain-'));
  const score = scoreOf(NOW);
  const restated = { ...THEN, nps: { raw: 7, scaled: 70 } };
  project = await publishedProject(root, {
    scores: [
      scoreRow('A-0042', score, {
        account_name: 'Brightwater Logistics',
        band_reason: 'awaiting',
        band: 'okay',
        coverage: 0.9,
        score_low: score - 5,
        score_high: score + 5,
        confidence: 'medium',
      }),
      scoreRow('A-0042', scoreOf(THEN), { as_of: '2026-09-27', account_name: 'Brightwater Logistics' }),
      scoreRow('A-0043', scoreOf(THEN), { account_name: 'Twin GmbH', arr: null }),
      scoreRow('A-0044', scoreOf(THEN), { account_name: 'Twin GmbH' }),
      scoreRow('A-0045', 0, { score: null, band: 'unknown', raw_band: 'unknown', coverage: 0.2 }),
      scoreRow('A-0046', 61, { account_name: 'Wrong Sum Ltd' }),
    ],
    score_measures: [
      ...measureRows('A-0042', AS_OF, NOW),
      ...measureRows('A-0042', '2026-09-27', THEN),
      ...measureRows('A-0043', AS_OF, THEN),
      ...measureRows('A-0044', AS_OF, { ...THEN, nps: { raw: 'promoter', scaled: 60 } }),
      ...measureRows('A-0045', AS_OF, NOW, 'stale').map((row) => ({ ...row, points: null })),
      ...measureRows('A-0046', AS_OF, THEN),
    ],
    calendar_scores: [
      scoreRow('A-0042', scoreOf(restated), { as_of: '2026-09-27', scorecard_version: 2 }),
      scoreRow('A-0042', scoreOf(THEN), { as_of: '2026-10-04' }),
      scoreRow('A-0042', scoreOf(THEN), { as_of: '2026-08-30' }),
    ],
    calendar_score_measures: [
      ...measureRows('A-0042', '2026-09-27', restated),
      ...measureRows('A-0042', '2026-10-04', THEN),
      ...measureRows('A-0042', '2026-08-30', THEN),
    ],
  });
});

afterAll(() => rm(root, { recursive: true }));

async function problemsOf(work: Promise<unknown>): Promise<readonly Problem[]> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof HoldfastError)) throw error ?? new Error('nothing was refused');
  return error.problems;
}

const ask = (account: string, more: { score?: string; asOf?: string } = {}) =>
  explain(testContext(project), { account, ...more });

test('the whole explanation, as a person reads it', async () => {
  const { exitCode, text } = await ask('A-0042');
  expect(exitCode).toBe(0);
  expect(text.split('\n')).toEqual([
    'Brightwater Logistics (A-0042): health as of 1 Nov 2026',
    'mid_market · established · ARR 84,000 EUR · renews 14 Jan 2027, in 74 days · owner Dana Reyes',
    '',
    '  score   36.8 of 100',
    '  band    okay: Neither safe nor lost. The score alone says poor; the next reading decides.',
    '  known   90 % of the weight rests on values; the rest could bring it anywhere from 31.8 to 41.8; confidence',
    '          medium',
    '  change  -26.3 since 27 Sep 2026 (35 days before), when it was 63.1, okay',
    '  to do   Look again in two weeks.',
    '',
    'where the points come from  value            scaled  weight    points    of',
    'product                                              60.0 %   15.3000  60.0',
    '  Active days in 30 days        4  ██░░░░░░      20  30.0 %    6.0000  30.0',
    '  Seats active in 30 days    31 %  ██░░░░░░      31  30.0 %    9.3000  30.0',
    'service                                              40.0 %   21.5000  40.0',
    '  Tickets in 90 days            9  ████░░░░      55  30.0 %   16.5000  30.0',
    '  NPS, last answer                                   10.0 %    5.0000  10.0  not known',
    '                                                             --------',
    'score                                                         36.8000',
    '',
    '  Where there is no value, the rest of its dimension stands in, or what the scorecard assumes.',
    '',
    'what moved since 27 Sep 2026         then   now    points',
    'product                                          -24.3000',
    'service                                           -2.0000',
    '                                                  -------',
    '  Active days in 30 days               16     4  -18.0000',
    '  NPS, last answer                      7         -7.0000',
    '  Seats active in 30 days            52 %  31 %   -6.3000',
    '  NPS, last answer, without a value               +5.0000',
    '  the scorecard changed meanwhile, from version 2 to 3',
  ]);
});

test('the result holds every line, and the points add up to the score', async () => {
  const { result } = await ask('brightwater LOGISTICS');
  expect(result).toMatchObject({
    account_id: 'A-0042',
    as_of: AS_OF,
    score: 36.8,
    band: 'okay',
    raw_band: 'poor',
    source: 'published',
  });
  expect(result.items).toHaveLength(5);
  const sum = result.items.reduce((total, { points }) => total + Math.round((points ?? 0) * 1e4), 0);
  expect(sum).toBe(368_000);
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
});

describe('the change since 30 days before', () => {
  test('is measured from the last reading of the current scorecard on or before that day', async () => {
    const { result } = await ask('A-0042');
    // 2026-10-04 is only 28 days before; of 2026-09-27 the calendar's reading is taken, not the one published then.
    expect(result.change).toMatchObject({
      since: '2026-09-27',
      score: 63.1,
      change: -26.3,
      scorecard_version: 2,
    });
    const moved = result.change?.items.reduce((total, { change }) => total + Math.round(change * 1e4), 0);
    expect(moved).toBe(-263_000);
  });

  test('of an earlier day is measured from what was published before: the calendar is by a later scorecard', async () => {
    const [day, before] = ['2026-10-25', '2026-09-20'];
    const first = { scorecard_version: 1, scorecard_hash: 'first' };
    const folder = await publishedProject(join(root, 'two-versions'), {
      scores: [
        scoreRow('A', scoreOf(NOW), { as_of: day, ...first }),
        scoreRow('A', scoreOf(THEN), { as_of: before, ...first }),
        scoreRow('B', scoreOf(NOW), { as_of: day, ...first }),
      ],
      score_measures: [
        ...measureRows('A', day, NOW),
        ...measureRows('B', day, NOW),
        ...measureRows('A', before, THEN),
      ],
      calendar_scores: ['A', 'B'].map((account) => scoreRow(account, 90, { as_of: before })),
      calendar_score_measures: [],
    });
    const asked = (account: string) => explain(testContext(folder), { account, asOf: day });
    const { result, text } = await asked('A');
    expect(result.change).toMatchObject({ since: before, scorecard_version: 1, score: scoreOf(THEN) });
    expect(text).not.toContain('the scorecard changed');
    // Where nothing else is left to compare with it is said what it is.
    expect((await asked('B')).text).toContain('the scorecard changed meanwhile, from version 3 to 1');
  });

  test('is missing where there was no reading', async () => {
    const { result, text } = await ask('A-0043');
    expect(result.change).toBeNull();
    expect(text).toContain('no earlier reading to compare with');
    expect(text).not.toContain('what moved');
  });
});

test('an older reading is explained on demand, also one of the calendar that was never published', async () => {
  const published = await ask('A-0042', { asOf: '2026-09-27' });
  expect(published.result).toMatchObject({ source: 'published', score: 62.1 });
  const calendar = await ask('A-0042', { asOf: '2026-10-04' });
  expect(calendar.result).toMatchObject({ source: 'calendar', score: 62.1 });
  expect(calendar.result.change).toMatchObject({ since: '2026-08-30' });
});

test('a category is shown by its word', async () => {
  const { result, text } = await ask('A-0044');
  expect(result.items).toContainEqual(expect.objectContaining({ item: 'nps', raw_value: 'promoter' }));
  expect(text).toMatch(/NPS, last answer +promoter +█/);
});

test('a withheld score is said to be withheld', async () => {
  const { result, text } = await ask('A-0045');
  expect(result.score).toBeNull();
  expect(text).toContain('score   withheld: too little is known');
  expect(text).toContain('too old to count');
});

test('what is asked for by a wrong name is met with the nearest one', async () => {
  expect(await problemsOf(ask('Brightwater Logistic'))).toMatchObject([
    { name: 'unknownAccount', exitCode: 64, hint: 'did you mean "Brightwater Logistics"?' },
  ]);
  expect(await problemsOf(ask('bright'))).toMatchObject([{ hint: 'did you mean "Brightwater Logistics"?' }]);
  expect(await problemsOf(ask('zzz'))).toMatchObject([{ name: 'unknownAccount', hint: undefined }]);
  expect(await problemsOf(ask('Twin GmbH'))).toMatchObject([
    { name: 'ambiguousAccount', message: 'several accounts are called "Twin GmbH": A-0043, A-0044' },
  ]);
  expect(await problemsOf(ask('A-0042', { score: 'heath' }))).toMatchObject([
    { name: 'noReading', hint: 'did you mean "health"?' },
  ]);
  expect(await problemsOf(ask('A-0042', { asOf: '2026-10-31' }))).toMatchObject([
    { name: 'noReading', hint: 'try --as-of 2026-10-04' },
  ]);
});

test('points that do not add up are a defect, never shown as an explanation', async () => {
  expect(await problemsOf(ask('A-0046'))).toMatchObject([
    { name: 'defect', exitCode: 2, message: expect.stringContaining('add up to 62.1, not to 61') },
  ]);
});

test('without a publish there is nothing to explain, and other targets are their own', async () => {
  const elsewhere = explain(testContext(project, { target: 'prod' }), { account: 'A-0042' });
  expect(await problemsOf(elsewhere)).toMatchObject([{ name: 'nothingPublished', exitCode: 66 }]);
  const nowhere = explain(testContext(project, { target: 'prd' }), { account: 'A-0042' });
  expect(await problemsOf(nowhere)).toMatchObject([{ name: 'unknownTarget', hint: 'did you mean "prod"?' }]);
});

test('it works while a run holds the build file and while others read', async () => {
  const both = await Promise.all([ask('A-0042'), ask('A-0043')]);
  expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
});
