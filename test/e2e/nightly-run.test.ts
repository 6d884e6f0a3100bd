import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { AS_OF, type Night, runDaily } from '../support/e2e-process.ts';
import { smallCompany, workFolder } from '../support/e2e-project.ts';
import { followPointer, parquetBytes, publishedTimes, tornReadersFiles } from '../support/e2e-published.ts';

const project = join(workFolder('nightly'), 'project');
let first: Night;
let bytes: Record<string, string>;

beforeAll(async () => {
  await smallCompany(project);
  first = await runDaily(project);
  bytes = await parquetBytes(project);
});

test('a project that init made runs and publishes: exit 0, and the pointer names a whole snapshot', async () => {
  const { code, report } = first;
  expect([code, report.status]).toEqual([0, 'published']);
  expect(await followPointer(project)).toEqual({ snapshots: { [AS_OF]: report.snapshot_id }, faults: [] });
  expect(await tornReadersFiles(project)).toEqual([]);
  const tables = ['accounts', 'alerts', 'backtest_metrics', 'features', 'score_measures', 'scores'];
  const paths = tables.map((table) => `tables/${table}/v=1/snapshot_date=${AS_OF}/data.parquet`);
  expect(Object.keys(bytes)).toEqual(expect.arrayContaining(paths));
});

test('the second one has nothing to do: exit 99, and no published file is touched', async () => {
  const before = await publishedTimes(project);
  const { code, report } = await runDaily(project);
  expect([code, report.status, report.snapshot_id]).toEqual([
    99,
    'already_published',
    first.report.snapshot_id,
  ]);
  expect(report.extract?.totals).toMatchObject({ loaded: 0, read: 0, replaced: 0 });
  expect(await publishedTimes(project)).toEqual(before);
  expect(await parquetBytes(project)).toEqual(bytes);
});

test('--force builds all the same, to the same bytes', async () => {
  const { code, report } = await runDaily(project, { flags: ['--force', '--full-refresh'] });
  expect(code).toBe(0);
  expect(report.transform).not.toBeNull();
  expect(report.publish?.outcome).toBe('unchanged');
  expect(report.snapshot_id).toBe(first.report.snapshot_id);
  expect(await parquetBytes(project)).toEqual(bytes);
});
