import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppContext } from '../../src/app/context.ts';
import { portfolio } from '../../src/app/portfolio.ts';
import { testContext } from '../support/test-context.ts';
import {
  type Measures,
  measureRows,
  publishedProject,
  type Row,
  scorecardRow,
  scoreOf,
  scoreRow,
  type Tables,
} from './serving-fixture.ts';

const EARLIER = '2026-09-27';
const ACCOUNTS = Array.from({ length: 40 }, (_, i) => `A-${String(i).padStart(2, '0')}`);

/** The first eight hardly use the product and stand in the worst band; tickets are bad for every other account alike. */
function measured(i: number): Measures {
  const low = i < 8;
  return {
    active_days_30d: { raw: low ? 2 : 18, scaled: low ? 10 : 90 },
    share_seats_active: { raw: low ? 0.1 : 0.8, scaled: low ? 10 : 80 },
    tickets_90d: { raw: i % 2 === 0 ? 18 : 1, scaled: i % 2 === 0 ? 40 : 95 },
    nps: { raw: i === 39 ? null : 8, scaled: i === 39 ? 50 : 80 },
  };
}

const today = (account: string, i: number, more: Row = {}) =>
  scoreRow(account, scoreOf(measured(i)), {
    segment: i < 20 ? 'smb' : 'enterprise',
    arr: 1000 * (i + 1),
    ...more,
  });

const TABLES: Tables = {
  scores: [
    ...ACCOUNTS.map((account, i) => today(account, i)),
    today('N-01', 39, { account_id: 'N-01' }),
    scoreRow('U-01', 0, { score: null, band: 'unknown', raw_band: 'unknown', segment: null, arr: null }),
    // A month before: everybody in the good band but two, and one who has left since.
    ...ACCOUNTS.map((account, i) => scoreRow(account, i < 2 ? 30 : 85, { as_of: EARLIER })),
    scoreRow('G-01', 30, { as_of: EARLIER }),
  ],
  score_measures: ACCOUNTS.flatMap((account, i) => measureRows(account, '2026-11-01', measured(i))),
};

const folders: string[] = [];
let context: AppContext;
beforeAll(async () => {
  context = await project(TABLES);
});
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function project(tables: Tables): Promise<AppContext> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-portfolio-'));
  folders.push(folder);
  return testContext(await publishedProject(folder, tables));
}

test('who changed band: each band then adds up to the whole, with those that came and left', async () => {
  const { result } = await portfolio(context, {});
  expect(result.migration?.since).toBe(EARLIER);
  const moves = result.migration?.moves ?? [];
  const of = (from: string, to: string) =>
    moves.find((move) => move.from === from && move.to === to)?.accounts;
  expect(of('good', 'poor')).toBe(6);
  expect(of('poor', 'poor')).toBe(2);
  expect(of('poor', 'gone')).toBe(1);
  expect(of('new', 'unknown')).toBe(1);
  for (const from of new Set(moves.map((move) => move.from))) {
    const sum = moves.filter((move) => move.from === from).reduce((total, { share }) => total + share, 0);
    expect(sum).toBeCloseTo(1, 12);
  }
});

describe('an earlier reading that is there twice counts by the scorecard of the day', () => {
  const since = async (today: Row, calendar: Row) => {
    const scores = [scoreRow('A', 20, today), scoreRow('A', 20, { as_of: EARLIER, ...today })];
    const calendar_scores = [scoreRow('A', 90, { as_of: EARLIER, ...calendar })];
    const { result } = await portfolio(await project({ ...TABLES, scores, calendar_scores }), {});
    return result.migration?.moves.map(({ from, to }) => [from, to]);
  };

  test('that made the calendar too', async () => {
    expect(await since({}, {})).toEqual([['good', 'poor']]);
  });

  test('that a later one has followed', async () => {
    expect(await since({ scorecard_hash: 'first' }, {})).toEqual([['poor', 'poor']]);
  });
});

test('what the worst band has in common: over-represented measures, and not the one that is bad everywhere', async () => {
  const { result } = await portfolio(context, {});
  expect(
    result.causes.map(({ measure, low, low_bad, others_bad }) => [measure, low, low_bad, others_bad]),
  ).toEqual([
    ['active_days_30d', 8, 8, 0],
    ['share_seats_active', 8, 8, 0],
  ]);
  expect(result.causes[0]?.q).toBeLessThan(1e-6);
});

test('causes are corrected for all the measures that were looked at, and never what is rarer among the low', async () => {
  const { causes } = (await portfolio(context, {})).result;
  // Two of four measures tell the low apart, alike: Benjamini-Hochberg makes their p four halves of it.
  expect(causes).toHaveLength(2);
  for (const { p, q } of causes) expect(q / p).toBeCloseTo(2, 6);
  const tickets = (low: boolean) => ({ tickets_90d: { raw: 9, scaled: low ? 95 : 20 } });
  const turned = ACCOUNTS.flatMap((account, i) =>
    measureRows(account, '2026-11-01', { ...measured(i), ...tickets(i < 8) }),
  );
  const other = (await portfolio(await project({ ...TABLES, score_measures: turned }), {})).result;
  expect(other.causes.map(({ measure }) => measure)).not.toContain('tickets_90d');
});

test('a measure that only takes points away is as good a cause as any, on whatever scale', async () => {
  const brakes = TABLES['score_measures']?.map((row) => ({
    ...row,
    scaled_value: 1 + Number(row['scaled_value']) * 0.09,
    ...(row['item'] === 'active_days_30d' ? { max_points: 0, points: Number(row['points']) - 30 } : {}),
  }));
  const bands = [{ name: 'poor', from: 1 }];
  const scorecard = JSON.stringify({ scale: { min: 1, max: 10 }, bands, variants: [] });
  const kept = { as_of: '2026-11-01', score_name: 'health', scorecard_version: 3, scorecard };
  const counting = await project({ ...TABLES, score_measures: brakes ?? [], scorecards: [kept] });
  const causes = async (of: AppContext) => (await portfolio(of, {})).result.causes;
  expect((await causes(counting)).map(({ measure, q }) => [measure, q])).toEqual(
    (await causes(context)).map(({ measure, q }) => [measure, q]),
  );
});

test('how scores and every measure are spread', async () => {
  const { result } = await portfolio(context, {});
  expect(result.spread).toMatchObject({ accounts: 42, withheld: 1 });
  const days = result.measures.find(({ measure }) => measure === 'active_days_30d');
  expect(days).toMatchObject({ present: 40, missing: 0, quantiles: { p10: 10, p50: 90, p90: 90 } });
  expect(days?.mean_lost).toBeCloseTo((8 * 27 + 32 * 3) / 40, 9);
  expect(result.measures.find(({ measure }) => measure === 'nps')).toMatchObject({ present: 39, missing: 1 });
});

test('groups by segment, by owner, by size', async () => {
  const { result } = await portfolio(context, {});
  expect(result.groups[0]).toMatchObject({ group: 'smb', accounts: 20, arr: 210_000, share_worst: 0.4 });
  expect(result.groups.find(({ group }) => group === null)).toMatchObject({
    accounts: 1,
    arr: 0,
    share_worst: 0,
  });
  const bySize = (await portfolio(context, { by: 'arr' })).result.groups;
  expect(bySize.map(({ group, accounts }) => [group, accounts])).toEqual(
    expect.arrayContaining([
      ['smallest quarter', 11],
      ['largest quarter', 10],
      [null, 1],
    ]),
  );
});

test('the text fits a terminal and says it all; a day that is not published is refused with the one that is', async () => {
  const { text } = await portfolio(context, {});
  expect(text).toContain('health as of 1 Nov 2026, 1 without a score');
  expect(text).toContain('what the worst band has in common');
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(130);
  await expect(portfolio(context, { asOf: '2026-10-01' })).rejects.toThrow(
    'no health scores are published as of 2026-10-01',
  );
});

describe('the scorecard orders the bands, also those that nobody is in', () => {
  const kept = { scorecards: [scorecardRow('2026-11-01')] };

  test('with nobody in the worst band none counts as in it', async () => {
    const scores = ACCOUNTS.map((account, i) => scoreRow(account, i < 8 ? 60 : 90));
    const { result, text } = await portfolio(await project({ ...TABLES, ...kept, scores }), {});
    expect(result.groups.map(({ share_worst }) => share_worst)).toEqual([0]);
    expect(result.causes).toEqual([]);
    expect(text).toContain('No account is in the worst band.');
  });

  test('moves are told in its order, with those of an earlier scorecard at the end', async () => {
    const scores = [
      scoreRow('A-00', 20),
      scoreRow('A-01', 90),
      scoreRow('A-00', 90, { as_of: EARLIER, band: 'fine' }),
    ];
    const { result } = await portfolio(await project({ ...TABLES, ...kept, scores }), {});
    expect(result.migration?.bands).toEqual(['poor', 'okay', 'good', 'unknown', 'fine']);
  });
});

test('a first snapshot has nothing to compare with', async () => {
  const { result, text } = await portfolio(
    await project({ ...TABLES, scores: ACCOUNTS.map((account, i) => today(account, i)) }),
    {},
  );
  expect(result.migration).toBeNull();
  expect(text).toContain('no earlier reading');
});
