import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../../../src/adapters/duckdb/open-warehouse.ts';
import { actionsFile } from '../../../../src/core/config/actions-schema.ts';
import type { PublishedTable } from '../../../../src/core/publish/published-table.ts';
import type { SqlRow, Warehouse } from '../../../../src/ports/warehouse.ts';
import { accountsTable } from '../../../../src/stages/publish/tables/accounts.ts';
import { backtestMetricsTable } from '../../../../src/stages/publish/tables/backtest-metrics.ts';
import { calendarTables } from '../../../../src/stages/publish/tables/calendar-tables.ts';
import { featuresTable } from '../../../../src/stages/publish/tables/features.ts';
import { preparedTables, publishedTables } from '../../../../src/stages/publish/tables/published-tables.ts';
import {
  calendarDimensionsTable,
  scoreDimensionsTable,
} from '../../../../src/stages/publish/tables/score-dimensions.ts';
import { scoreInputsTable } from '../../../../src/stages/publish/tables/score-inputs.ts';
import { scoreMeasuresTable } from '../../../../src/stages/publish/tables/score-measures.ts';
import { scorecardsTable } from '../../../../src/stages/publish/tables/scorecards.ts';
import { scoresTable } from '../../../../src/stages/publish/tables/scores.ts';
import { withPrepared } from '../../../../src/stages/publish/with-prepared.ts';
import { fillBuild, request } from '../company.ts';

const DAY = '2026-04-06';
const inputs = { snapshotId: 'id', asOf: DAY, profile: 'features.profile' };
let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse({ threads: 1 });
  await warehouse.run("attach ':memory:' as build");
  await fillBuild(warehouse);
});
afterAll(() => warehouse.close());

const rowsOf = (table: PublishedTable, more = ''): Promise<readonly SqlRow[]> =>
  warehouse.rows(`select * from (${table.query}) as t ${more}`);

/** Replaces the readings of one account: [as_of, score, band, previous_band]. */
async function readings(
  rows: readonly (readonly [string, number | null, string, string | null])[],
): Promise<void> {
  await warehouse.run("delete from build.scores.scores where account_id = 'a01'");
  for (const [asOf, score, band, previous] of rows)
    await warehouse.run(
      `insert into build.scores.scores by name
       select * replace (cast($1 as date) as as_of, cast($2 as decimal(9, 4)) as score, $3 as band, $4 as previous_band, 'a01' as account_id)
       from build.scores.scores where account_id = 'a02' limit 1`,
      [asOf, score, band, previous],
    );
}

test('scores has the columns of the contract, in their order', async () => {
  const contract = `account_id, as_of, score_name, account_name, owner, segment, lifecycle_stage, arr, currency, renewal_date,
    days_to_renewal, score, band, raw_band, band_reason, previous_band, score_change_7d, score_change_30d, score_change_90d,
    coverage, confidence, score_low, score_high, reason_1, reason_2, reason_3, scorecard_version, score_mark,
    scorecard_hash, snapshot_id`;
  expect(scoresTable(inputs).columns.map(({ name }) => name)).toEqual(
    contract.split(',').map((name) => name.trim()),
  );
});

test('score_measures has the columns of the contract, in their order', () => {
  const contract = `account_id, as_of, score_name, dimension, item, kind, raw_value, scaled_value, weight, points, max_points, state,
    raw_text, weight_in_effect, snapshot_id`;
  expect(scoreMeasuresTable({ ...inputs, scorecards: [] }).columns.map(({ name }) => name)).toEqual(
    contract.split(',').map((name) => name.trim()),
  );
});

test('every table: description, described columns, a key of its own columns', () => {
  for (const table of request(DAY).tables) {
    expect(table.description).toMatch(/\.$/);
    for (const column of table.columns) expect(column.description).not.toBe('');
    expect(table.columns.map(({ name }) => name)).toEqual(expect.arrayContaining([...table.key]));
    expect(table.columns.at(-1)?.name).toBe('snapshot_id');
  }
});

test('a score with its account: arr in whole currency, exactly, and days to renewal', async () => {
  const [row] = await rowsOf(scoresTable(inputs), "where account_id = 'a07'");
  expect(row).toMatchObject({
    account_name: 'Account 7',
    arr: 7000.07,
    currency: 'EUR',
    renewal_date: '2026-06-30',
    days_to_renewal: 85,
    snapshot_id: 'id',
  });
});

test('changes are measured against the last reading on or before 7, 30 and 90 days back', async () => {
  await readings([
    ['2026-01-06', 10, 'good', null],
    ['2026-03-07', 20, 'good', null],
    ['2026-03-08', 25, 'good', null],
    ['2026-03-29', 40, 'good', null],
    ['2026-03-31', 50, 'good', null],
    [DAY, 60.5, 'good', null],
  ]);
  const [row] = await rowsOf(scoresTable(inputs), "where account_id = 'a01'");
  expect(row).toMatchObject({
    score: 60.5,
    score_change_7d: 20.5,
    score_change_30d: 40.5,
    score_change_90d: 50.5,
  });
});

test('no reading so far back, or one without a score: no change, not an older one', async () => {
  await readings([
    ['2026-02-01', 10, 'good', null],
    ['2026-03-30', null, 'unknown', 'good'],
    [DAY, 60, 'good', 'unknown'],
  ]);
  const [row] = await rowsOf(scoresTable(inputs), "where account_id = 'a01'");
  expect(row).toMatchObject({
    score: 60,
    score_change_7d: null,
    score_change_30d: 50,
    score_change_90d: null,
  });
});

test('a later reading than the date changes nothing', async () => {
  await readings([
    ['2026-03-30', 50, 'good', null],
    [DAY, 60, 'good', null],
    ['2026-04-13', 1, 'poor', 'good'],
  ]);
  const [row] = await rowsOf(scoresTable(inputs), "where account_id = 'a01'");
  expect(row).toMatchObject({ as_of: DAY, score: 60, score_change_7d: 10 });
});

test('a score has the best mark that it reaches, and none where the scorecard gives none', async () => {
  const [{ score_name: score = '' } = {}] = await rowsOf(scoresTable(inputs));
  const marks = [
    { score: String(score), letter: 'F', from: 0 },
    { score: String(score), letter: 'B', from: 60 },
    { score: String(score), letter: 'A', from: 60.0001 },
  ];
  await readings([[DAY, 60, 'good', null]]);
  const mark = async (more: object) =>
    (await rowsOf(scoresTable({ ...inputs, ...more }), "where account_id = 'a01'"))[0]?.['score_mark'];
  expect(await mark({ marks })).toBe('B');
  expect(await mark({ marks: marks.slice(0, 1) })).toBe('F');
  expect(await mark({})).toBeNull();
});

test('an account without a profile row keeps its score', async () => {
  await warehouse.run("update build.features.profile set account_id = 'zz' where account_id = 'a03'");
  const [row] = await rowsOf(scoresTable(inputs), "where account_id = 'a03'");
  await warehouse.run("update build.features.profile set account_id = 'a03' where account_id = 'zz'");
  expect(row).toMatchObject({ account_id: 'a03', account_name: null, arr: null });
});

test('each dimension has its own score, by the order of names', async () => {
  const scorecards = [{ name: 'health', dimensions: ['service', 'product'] }];
  expect(
    await rowsOf(scoreDimensionsTable({ ...inputs, scorecards }), "where account_id = 'a02' order by all"),
  ).toMatchObject([
    { account_id: 'a02', as_of: DAY, score_name: 'health', dimension: 'product', dimension_score: 40 },
    { account_id: 'a02', as_of: DAY, score_name: 'health', dimension: 'service', dimension_score: 70 },
  ]);
  const earlier = await rowsOf(
    calendarDimensionsTable({ ...inputs, scorecards, from: '2026-03-23' }),
    "where account_id = 'a02' and dimension = 'service' order by all",
  );
  expect(earlier.map((row) => row['as_of'])).toEqual(['2026-03-23', '2026-03-30']);
});

test('the scorecards themselves, and what they read, as numbers and as words', async () => {
  const cards = [{ name: 'health', version: 3, hash: 'abc', text: '{"it":"is"}' }];
  expect(await rowsOf(scorecardsTable({ ...inputs, cards }))).toEqual([
    {
      as_of: DAY,
      score_name: 'health',
      scorecard_version: 3,
      scorecard_hash: 'abc',
      scorecard: '{"it":"is"}',
      snapshot_id: 'id',
    },
  ]);
  const reads = [
    { model: 'nps', column: 'last_score', reads: 'number' as const },
    { model: 'profile', column: 'segment', reads: 'text' as const },
  ];
  const table = scoreInputsTable({ ...inputs, inputs: reads, from: '2026-03-30' });
  const rows = await rowsOf(table, "where account_id in ('a02', 'a20') order by all");
  expect(
    rows.map((row) => [
      row['account_id'],
      row['as_of'],
      row['nps__last_score'],
      row['profile__segment__text'],
    ]),
  ).toEqual([
    ['a02', '2026-03-30', 7, 'smb'],
    ['a02', DAY, 7, 'smb'],
    ['a20', '2026-03-30', null, 'smb'],
    ['a20', DAY, null, 'smb'],
  ]);
});

test('features stand side by side, null where a model has no row', async () => {
  const columns = [{ name: 'last_score', type: 'bigint', description: 'x' }];
  const table = featuresTable({
    ...inputs,
    features: [
      { name: 'nps', columns },
      { name: 'active_days', columns: [{ name: 'days_90d', type: 'integer', description: 'x' }] },
    ],
  });
  expect(table.columns.map(({ name }) => name)).toEqual([
    'account_id',
    'as_of',
    'last_score',
    'days_90d',
    'snapshot_id',
  ]);
  const rows = await rowsOf(table, "where account_id in ('a19', 'a20') order by account_id");
  expect(rows).toHaveLength(2);
  expect(rows.map((row) => row['last_score'])).toEqual([7, null]);
  expect(await rowsOf(table)).toHaveLength(40);
});

test('a project without features or scorecards still has its tables', async () => {
  const none = { features: [], scorecards: [], cards: [], actions: actionsFile.parse({}), readings: [] };
  const all = { ...inputs, ...none };
  await withPrepared(warehouse, preparedTables(all), async () => {
    for (const table of publishedTables(all)) await rowsOf(table);
  });
  expect(await rowsOf(featuresTable({ ...inputs, features: [] }))).toHaveLength(40);
});

test('accounts and back-test metrics are those of the date', async () => {
  expect(await rowsOf(accountsTable(inputs))).toHaveLength(40);
  expect(await rowsOf(backtestMetricsTable(inputs))).toMatchObject([
    { statistic: 'auc', value: 0.75, segment: null },
  ]);
  expect(await rowsOf(backtestMetricsTable({ ...inputs, asOf: '2026-03-30' }))).toEqual([]);
});

test('scores of earlier readings are kept further back than their explanation', async () => {
  const [scores, measures] = calendarTables({
    ...inputs,
    scorecards: [],
    from: '2026-03-30',
    scoresFrom: '2026-03-16',
  });
  if (!scores || !measures) throw new Error('there are two tables');
  const days = async (table: PublishedTable) =>
    (await warehouse.rows(`select distinct as_of from (${table.query}) order by as_of`)).map(
      (row) => row['as_of'],
    );
  expect(await days(scores)).toEqual(['2026-03-16', '2026-03-23', '2026-03-30']);
  expect(await days(measures)).toEqual(['2026-03-30']);
});

test('the calendar tables hold earlier readings only, with the account as it was then', async () => {
  const [scores, measures] = calendarTables({
    ...inputs,
    scorecards: [],
    from: '2026-03-23',
    scoresFrom: '2026-03-23',
  });
  if (!scores || !measures) throw new Error('two tables');
  const rows = await rowsOf(scores, "where account_id = 'a07' order by as_of");
  expect(rows.map((row) => [row['as_of'], row['days_to_renewal']])).toEqual([
    ['2026-03-23', 99],
    ['2026-03-30', 92],
  ]);
  expect(await rowsOf(measures, "where account_id = 'a07'")).toHaveLength(8);
});
