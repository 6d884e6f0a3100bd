import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { builtRelations } from '../support/e2e-built.ts';
import { AS_OF, type Night, runDaily } from '../support/e2e-process.ts';
import {
  cacheOf,
  copyOf,
  publishedOf,
  removeFolder,
  smallCompany,
  workFolder,
} from '../support/e2e-project.ts';
import { followPointer, parquetBytes, publishedTimes, tornReadersFiles } from '../support/e2e-published.ts';

const folder = workFolder('same-bytes');
const project = join(folder, 'project');
let first: Night;
let bytes: Record<string, string>;
/** Every relation of the whole library on every date, not only what is published of the last. */
let built: Readonly<Record<string, string>>;

beforeAll(async () => {
  await smallCompany(project);
  first = await runDaily(project, { flags: ['--threads', '2'] });
  bytes = await parquetBytes(project);
  built = await builtRelations(project);
}, 240_000);

async function expectSameSnapshot(of: string, night: Night): Promise<void> {
  expect([night.code, night.report.status]).toEqual([0, 'published']);
  expect(night.report.snapshot_id).toBe(first.report.snapshot_id);
  expect(await parquetBytes(of)).toEqual(bytes);
  expect((await followPointer(of)).faults).toEqual([]);
}

test('a project that init made runs and publishes: exit 0, and the pointer names a whole snapshot', async () => {
  const { code, report } = first;
  expect([code, report.status]).toEqual([0, 'published']);
  expect(await followPointer(project)).toEqual({ snapshots: { [AS_OF]: report.snapshot_id }, faults: [] });
  expect(await tornReadersFiles(project)).toEqual([]);
  const scored = ['accounts', 'backtest_metrics', 'features', 'score_measures', 'scores'];
  const tables = [...scored, 'alerts', 'engagement_points', 'plays', 'work_queue'];
  const paths = tables.map((table) => `tables/${table}/v=1/snapshot_date=${AS_OF}/data.parquet`);
  const outbox = ['alerts', 'plays', 'work_queue'].flatMap((name) => [`${name}.csv`, `${name}.jsonl`]);
  paths.push(...outbox.map((name) => `outbox/${AS_OF}/${name}`));
  expect(Object.keys(bytes)).toEqual(expect.arrayContaining(paths));
});

test('the whole library is built: rollups, all features, scores and back-tests', () => {
  const relations = Object.keys(built);
  expect(relations.filter((name) => name.startsWith('features.')).length).toBeGreaterThan(40);
  for (const schema of ['intermediate', 'spine', 'scores', 'backtest'])
    expect(relations.some((name) => name.startsWith(`${schema}.`))).toBe(true);
});

describe('another run', () => {
  test('has nothing to do: exit 99, and no published file is touched', async () => {
    const before = await publishedTimes(project);
    const { code, report } = await runDaily(project);
    expect([code, report.status]).toEqual([99, 'already_published']);
    expect(report.snapshot_id).toBe(first.report.snapshot_id);
    expect(report.extract?.totals).toMatchObject({ loaded: 0, read: 0, replaced: 0 });
    expect(await publishedTimes(project)).toEqual(before);
  });

  test('with --force builds all the same, to the same bytes', async () => {
    const { code, report } = await runDaily(project, { flags: ['--force'] });
    expect([code, report.publish?.outcome]).toEqual([0, 'unchanged']);
    expect(report.transform).not.toBeNull();
    expect(report.snapshot_id).toBe(first.report.snapshot_id);
    expect(await parquetBytes(project)).toEqual(bytes);
  });

  test('without .holdfast knows by the exports alone that nothing is new: 99', async () => {
    const before = await publishedTimes(project);
    await removeFolder(cacheOf(project));
    expect((await runDaily(project)).code).toBe(99);
    expect(await publishedTimes(project)).toEqual(before);
  });

  test('without the published folder publishes again what the loaded exports say', async () => {
    await removeFolder(publishedOf(project));
    const night = await runDaily(project);
    expect(night.report.extract?.totals.loaded).toBe(0);
    await expectSameSnapshot(project, night);
  });
});

test.each([1, 4])(
  'from nothing but the exports, on %i threads: the same bytes, the same snapshot_id',
  async (threads) => {
    const other = await copyOf(project, join(folder, `threads-${threads}`));
    await removeFolder(cacheOf(other));
    await removeFolder(publishedOf(other));
    await expectSameSnapshot(other, await runDaily(other, { flags: ['--threads', String(threads)] }));
    expect(await builtRelations(other)).toEqual(built);
  },
);

test('with --full-refresh everything is built anew, to the same rows in every relation', async () => {
  const other = await copyOf(project, join(folder, 'full-refresh'));
  const night = await runDaily(other, { flags: ['--full-refresh', '--force'] });
  expect(night.report.extract?.totals.loaded).toBeGreaterThan(0);
  expect(night.report.snapshot_id).toBe(first.report.snapshot_id);
  expect(await parquetBytes(other)).toEqual(bytes);
  expect(await builtRelations(other)).toEqual(built);
});
