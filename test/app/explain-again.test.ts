import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explain } from '../../src/app/explain.ts';
import { explainToCustomer } from '../../src/app/explain-customer.ts';
import { calendarDates } from '../../src/core/plan/calendar.ts';
import { testContext } from '../support/test-context.ts';
import {
  AS_OF,
  inputRow,
  type Measures,
  measureRows,
  publishedProject,
  type Row,
  scorecardRow,
  scoreOf,
  scoreRow,
  type Tables,
} from './serving-fixture.ts';

const measured = (days: number, seats: number, tickets: number, nps: number | null): Measures => ({
  active_days_30d: { raw: days, scaled: days * 5 },
  share_seats_active: { raw: seats, scaled: Math.round(seats * 100) },
  tickets_90d: { raw: tickets, scaled: 100 - tickets * 5 },
  nps: { raw: nps, scaled: nps === null ? 50 : nps * 10 },
});
const NOW = measured(4, 0.31, 9, null);
const THEN = measured(16, 0.52, 9, 6);
const MONTH_AGO = '2026-09-27';
const QUARTER_AGO = '2026-08-02';
const FELL_ON = '2026-09-06';

/** What others have done in a quarter: a few more active days and seats, no fewer tickets. */
const OTHERS = Array.from({ length: 20 }, (_, i) => `B-${String(i).padStart(2, '0')}`);

let root: string;
let project: string;
let tables: Tables;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-again-'));
  const weeks = calendarDates({ every: 'week', from: '2026-05-03' }, '2026-10-25');
  tables = {
    scores: [
      scoreRow('A-0042', scoreOf(NOW)),
      scoreRow('A-0042', scoreOf(THEN), { as_of: MONTH_AGO }),
      scoreRow('A-0099', scoreOf(measured(1, 0, 20, 0))),
    ],
    score_measures: [...measureRows('A-0042', AS_OF, NOW), ...measureRows('A-0042', MONTH_AGO, THEN)],
    calendar_scores: [scoreRow('A-0042', scoreOf(THEN), { as_of: '2026-08-30' })],
    calendar_score_measures: [],
    scorecards: [scorecardRow(MONTH_AGO), scorecardRow(AS_OF)],
    score_inputs: [
      inputRow('A-0042', AS_OF, NOW),
      inputRow('A-0042', MONTH_AGO, THEN),
      inputRow('A-0042', '2026-08-30', THEN),
      inputRow('A-0042', QUARTER_AGO, THEN),
      inputRow('A-0099', AS_OF, measured(1, 0, 20, 0)),
      ...OTHERS.map((account) => inputRow(account, QUARTER_AGO, measured(5, 0.3, 9, 7))),
      ...OTHERS.map((account) => inputRow(account, AS_OF, measured(13, 0.45, 9, 7))),
    ],
    score_dimensions: [
      {
        account_id: 'A-0042',
        as_of: AS_OF,
        score_name: 'health',
        dimension: 'product',
        dimension_score: 25.5,
      },
      {
        account_id: 'A-0042',
        as_of: AS_OF,
        score_name: 'health',
        dimension: 'service',
        dimension_score: 53.75,
      },
    ],
    calendar_score_dimensions: weeks.flatMap((day, i) => [
      {
        ...{ account_id: 'A-0042', as_of: day, score_name: 'health', dimension: 'product' },
        dimension_score: (day < FELL_ON ? 66 : 26) + (i % 3),
      },
      {
        ...{ account_id: 'A-0042', as_of: day, score_name: 'health', dimension: 'service' },
        dimension_score: 53 + (i % 3),
      },
    ]),
  };
  project = await publishedProject(root, tables);
});
afterAll(() => rm(root, { recursive: true }));

const ask = (account: string, more: object = {}) => explain(testContext(project), { account, ...more });

test('the change between two days by its causes, which add up to it', async () => {
  const { result, text } = await ask('A-0042', { from: MONTH_AGO });
  expect(result.change).toMatchObject({ since: MONTH_AGO, score: 62.1, change: -25.3 });
  // Active days -18, seats -6.3; the answer that is not there any more counted 60 and stands at the neutral 50 now.
  expect(result.change?.parts).toEqual({ behaviour: -24.3, availability: -1, version: 0, override: 0 });
  expect(text).toContain('of this: what the account did -24.3000, what is known of it -1.0000');
});

test('a reading whose lines were not kept is scored again', async () => {
  const { result } = await ask('A-0042', { from: '2026-08-31' });
  expect(result.change).toMatchObject({ since: '2026-08-30', change: -25.3 });
  expect(result.change?.items.find(({ item }) => item === 'active_days_30d')).toMatchObject({ change: -18 });
});

test('when and where it turned', async () => {
  const { result, text } = await ask('A-0042');
  expect(result.turns).toMatchObject([{ dimension: 'product', on: FELL_ON }]);
  expect(text).toContain('product fell from 67.0 to 26.7 with the reading of 6 Sep 2026');
});

test('among readings by another scorecard than its own nothing turned', async () => {
  const scores = [scoreRow('A-0042', scoreOf(NOW), { scorecard_hash: 'first' })];
  const other = await publishedProject(join(root, 'first-version'), { ...tables, scores });
  expect((await explain(testContext(other), { account: 'A-0042' })).result.turns).toEqual([]);
});

test('what would lift it: reaches the next band, and no change is idle', async () => {
  const { result, text } = await ask('A-0042');
  expect(result.way_up).toMatchObject({ outcome: 'reachable', band: 'okay' });
  expect(result.way_up.score).toBeGreaterThanOrEqual(50);
  // Eight days more give 12 points, 15 % of the seats 4.5: both are needed for the 13.2 that lack.
  expect(result.way_up.changes.map(({ measure }) => measure)).toEqual([
    'active_days_30d',
    'share_seats_active',
  ]);
  expect(text).toContain('Active days in 30 days: from 4 to 12');
});

test('what nobody has done in a quarter is not asked for', async () => {
  const { result, text } = await ask('A-0099');
  expect(result.way_up.outcome).toBe('out_of_reach');
  expect(text).toContain('not reachable in a quarter');
});

test('the form for the customer: what counts, where it stands, what helps; nothing internal', async () => {
  const { result, text } = await explainToCustomer(testContext(project), { account: 'A-0042' });
  expect(result.measures).toEqual([
    { label: 'Active days in 30 days', value: '4', reached: 0.2, advice: 'Work in it on more days' },
    { label: 'Seats active in 30 days', value: '31 %', reached: 0.31, advice: 'Hand out the seats' },
    { label: 'Tickets in 90 days', value: '9', reached: 0.55, advice: null },
  ]);
  expect(result.next_steps.map(({ label, to }) => [label, to])).toEqual([
    ['Active days in 30 days', '12'],
    ['Seats active in 30 days', '46 %'],
  ]);
  for (const word of ['NPS', 'poor', 'Likely to leave', 'Dana Reyes', 'B-0', 'Only 4']) {
    expect(text).not.toContain(word);
    expect(JSON.stringify(result)).not.toContain(word);
  }
});

describe('a customer is asked for nothing', () => {
  const everyMeasure = async (folder: string, more: object) => {
    const changed = (row: Row) => {
      const card = JSON.parse(String(row['scorecard']));
      for (const dimension of card.dimensions)
        dimension.measures = dimension.measures.map((measure: object) => ({ ...measure, ...more }));
      return { ...row, scorecard: JSON.stringify(card) };
    };
    const cards = (tables['scorecards'] ?? []).map(changed);
    const other = await publishedProject(join(root, folder), { ...tables, scorecards: cards });
    return (await explainToCustomer(testContext(other), { account: 'A-0042' })).result;
  };

  test('that only we can do', async () => {
    const { measures, next_steps } = await everyMeasure('unadvised', { advice: undefined });
    expect(measures.map(({ advice }) => advice)).toEqual([null, null, null]);
    expect(next_steps).toEqual([]);
  });

  test('that is internal', async () => {
    const { measures, next_steps } = await everyMeasure('internal', { internal: true, advice: 'x' });
    expect([measures, next_steps]).toEqual([[], []]);
  });
});
