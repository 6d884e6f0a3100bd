import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commitSnapshot } from '../../../src/stages/publish/commit-snapshot.ts';
import { completePublish } from '../../../src/stages/publish/complete-publish.ts';
import { publishSnapshot } from '../../../src/stages/publish/publish-snapshot.ts';
import { publishedSnapshot } from '../../../src/stages/publish/published-snapshot.ts';
import { readCatalogue, readPublished } from '../../../src/stages/publish/read-published.ts';
import { verifyPublished } from '../../../src/stages/publish/verify-published.ts';
import { openPlace, type Place, request } from './company.ts';
import { askServing, targetBytes } from './target-bytes.ts';

let folder: string;
let place: Place;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-publish-'));
  place = await openPlace(folder);
});
afterEach(async () => {
  place.close();
  await rm(folder, { recursive: true });
});

const DAY = '2026-04-06';
const BEFORE = '2026-03-30';

test('a first snapshot lies below its version and day, once for each table', async () => {
  const report = await publishSnapshot(place.context, request(DAY));
  expect(report).toMatchObject({ outcome: 'published', asOf: DAY, servingFile: '_serve/holdfast.duckdb' });
  expect(report.tables.map(({ name, rows }) => [name, rows])).toEqual([
    ['accounts', 40],
    ['alerts', expect.any(Number)],
    ['backtest_metrics', 1],
    ['calendar_score_measures', 40 * 13 * 4],
    ['calendar_scores', 40 * 13],
    ['engagement_points', expect.any(Number)],
    ['features', 40],
    ['plays', expect.any(Number)],
    ['score_dimensions', 80],
    ['score_measures', 160],
    ['scorecards', 1],
    ['scores', 40],
    ['work_queue', expect.any(Number)],
  ]);
  const files = await readdir(place.target, { recursive: true });
  for (const name of [
    'accounts',
    'alerts',
    'backtest_metrics',
    'engagement_points',
    'features',
    'plays',
    'score_dimensions',
    'score_measures',
    'scores',
    'work_queue',
  ])
    expect(files).toContain(`tables/${name}/v=1/snapshot_date=${DAY}/data.parquet`);
  expect(files.filter((name) => name.includes('calendar'))).toEqual([]);
  expect(files).toEqual(
    expect.arrayContaining([
      `_publish/manifests/${report.snapshotId}.json`,
      '_publish/latest.json',
      '_publish/readers.json',
      '_publish/dictionary.json',
      '_publish/dictionary.md',
      '_serve/holdfast.duckdb',
    ]),
  );
  expect(await readdir(join(place.target, '.unfinished'))).toEqual([]);
  expect(await readdir(join(folder, 'staging'))).toEqual([]);
  expect(await publishedSnapshot(place.store, DAY)).toBe(report.snapshotId);
  expect(await publishedSnapshot(place.store, BEFORE)).toBeNull();
  expect((await verifyPublished(place.store)).faults).toEqual([]);
});

test('readers that glob count each account once, also after a date was replaced', async () => {
  await publishSnapshot(place.context, request(BEFORE));
  await publishSnapshot(place.context, request(DAY));
  await publishSnapshot(place.context, request(DAY, 'corrected'));
  const glob = join(place.target, 'tables/scores/v=1/**/*.parquet');
  const sql = `select snapshot_date, count(*)::integer, count(distinct account_id)::integer
    from read_parquet('${glob}') group by 1 order by 1`;
  expect(await askServing(place.target, sql)).toEqual([
    [BEFORE, 40, 40],
    [DAY, 40, 40],
  ]);
});

test('points add up to the score exactly, in the published files', async () => {
  await publishSnapshot(place.context, request(DAY));
  const sql = `select count(*)::integer from current_scores as s join
    (select account_id, sum(points) as total from current_score_measures group by 1) as m using (account_id)
    where m.total = s.score`;
  expect(await askServing(place.target, sql)).toEqual([[40]]);
});

test('the same snapshot again changes nothing', async () => {
  await publishSnapshot(place.context, request(DAY));
  const bytes = await targetBytes(place.target);
  const serving = await stat(join(place.target, '_serve/holdfast.duckdb'));
  const again = await publishSnapshot(place.context, request(DAY));
  expect(again.outcome).toBe('unchanged');
  expect(again.tables).toHaveLength(13);
  expect(await targetBytes(place.target)).toEqual(bytes);
  expect((await stat(join(place.target, '_serve/holdfast.duckdb'))).ino).toBe(serving.ino);
});

test('other content for a date moves the pointer, and what was published stays reachable', async () => {
  const first = await publishSnapshot(place.context, request(DAY));
  const second = await publishSnapshot(place.context, request(DAY, 'corrected'));
  expect(second.snapshotId).not.toBe(first.snapshotId);
  const now = await readPublished(place.store);
  expect(now?.catalogue.snapshots[DAY]?.snapshot_id).toBe(second.snapshotId);
  const earlier = await readCatalogue(place.store, now?.catalogue.previous ?? '');
  expect(earlier.snapshots[DAY]?.snapshot_id).toBe(first.snapshotId);
  expect(earlier.previous).toBeNull();
  const ids = await askServing(place.target, 'select distinct snapshot_id from scores');
  expect(ids).toEqual([[second.snapshotId]]);
  expect((await verifyPublished(place.store)).faults).toEqual([]);
});

test('backfilling an old date never moves the latest one backwards', async () => {
  await publishSnapshot(place.context, request(DAY));
  await publishSnapshot(place.context, request(BEFORE));
  const latest = await askServing(place.target, 'select distinct as_of from current_scores');
  expect(latest).toEqual([[DAY]]);
  const dates = await askServing(place.target, 'select distinct as_of from scores_as_published order by 1');
  expect(dates).toEqual([[BEFORE], [DAY]]);
});

test('the same inputs give the same bytes on 1, 2 and 4 threads and in another folder', async () => {
  await publishSnapshot(place.context, request(DAY));
  const expected = await targetBytes(place.target);
  expect(Object.keys(expected).length).toBeGreaterThan(15);
  for (const threads of [2, 4]) {
    const elsewhere = join(folder, `threads-${threads}`);
    const other = await openPlace(elsewhere, { threads });
    await publishSnapshot(other.context, request(DAY));
    other.close();
    expect(await targetBytes(other.target)).toEqual(expected);
  }
});

test('published JSON names no machine, no time and no absolute path', async () => {
  await publishSnapshot(place.context, request(DAY));
  const texts = await readdir(join(place.target, '_publish'), { recursive: true });
  for (const name of texts.filter((file) => /\.(json|md)$/.test(file) && !file.startsWith('.'))) {
    const text = await readFile(join(place.target, '_publish', name), 'utf8').catch(() => '');
    expect(text).not.toContain(folder);
    expect(text).not.toMatch(/\d{2}:\d{2}:\d{2}|run_id|hostname/);
  }
});

test('comments of the serving file say meaning, unit and range', async () => {
  await publishSnapshot(place.context, request(DAY));
  const sql = `select comment from duckdb_columns() where table_name = 'current_features'
    and column_name in ('days_90d', 'last_score') order by column_name`;
  expect(await askServing(place.target, sql)).toEqual([
    ['Days with use in 90 days (unit: days)'],
    ['Last answer (range: 0 to 10)'],
  ]);
  const bare = `select table_name, column_name from duckdb_columns() where schema_name = 'main' and not internal and comment is null`;
  expect(await askServing(place.target, bare)).toEqual([]);
});

test('a log that another program left beside the serving file is not applied to the new one', async () => {
  await publishSnapshot(place.context, request(BEFORE));
  await writeFile(join(place.target, '_serve/holdfast.duckdb.wal'), 'left behind');
  await publishSnapshot(place.context, request(DAY));
  expect(await readdir(join(place.target, '_serve'))).toEqual(['holdfast.duckdb']);
});

test('an empty result is a file with its columns', async () => {
  await place.warehouse.run('delete from build.backtest.metrics');
  await publishSnapshot(place.context, request(DAY));
  const path = join(place.target, `tables/backtest_metrics/v=1/snapshot_date=${DAY}/data.parquet`);
  const rows = await askServing(
    place.target,
    `select count(*)::integer, count(*) filter (where n > 0)::integer from '${path}'`,
  );
  expect(rows).toEqual([[0, 0]]);
});

test('what an interrupted publish left open is completed without any build', async () => {
  await publishSnapshot(place.context, request(BEFORE));
  await commitSnapshot(place.context, request(DAY));
  const { warehouse: _none, ...context } = place.context;
  expect(await completePublish(context)).toEqual({ changed: true, dates: [DAY] });
  expect(await completePublish(context)).toEqual({ changed: false, dates: [] });
  expect(await askServing(place.target, 'select count(*)::integer from current_scores')).toEqual([[40]]);
  expect((await verifyPublished(place.store)).faults).toEqual([]);
});

test('nothing published yet: nothing to complete', async () => {
  expect(await completePublish(place.context)).toEqual({ changed: false, dates: [] });
  await expect(stat(place.target)).rejects.toThrow();
});

test('a run that is told to stop leaves the pointer where it was', async () => {
  const stop = new AbortController();
  const events = { emit: () => stop.abort(new Error('stopped')) };
  await expect(
    publishSnapshot({ ...place.context, events, signal: stop.signal }, request(DAY)),
  ).rejects.toThrow('stopped');
  expect(await publishedSnapshot(place.store, DAY)).toBeNull();
});
