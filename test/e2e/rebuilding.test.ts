import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type Night, runDaily } from '../support/e2e-process.ts';
import { cacheOf, publishedOf, removeFolder, smallCompany, workFolder } from '../support/e2e-project.ts';
import { followPointer, parquetBytes, publishedTimes } from '../support/e2e-published.ts';

const project = join(workFolder('rebuilding'), 'project');
let first: Night;
let bytes: Record<string, string>;

beforeAll(async () => {
  await smallCompany(project);
  first = await runDaily(project);
  bytes = await parquetBytes(project);
});

async function expectSameSnapshot(night: Night): Promise<void> {
  expect([night.code, night.report.status]).toEqual([0, 'published']);
  expect(night.report.snapshot_id).toBe(first.report.snapshot_id);
  expect(await parquetBytes(project)).toEqual(bytes);
  expect((await followPointer(project)).faults).toEqual([]);
}

test('without .holdfast the exports alone say that nothing is new: 99', async () => {
  const before = await publishedTimes(project);
  await removeFolder(cacheOf(project));
  expect((await runDaily(project)).code).toBe(99);
  expect(await publishedTimes(project)).toEqual(before);
});

test('without .holdfast and the published folder everything comes back, byte for byte', async () => {
  await removeFolder(cacheOf(project));
  await removeFolder(publishedOf(project));
  await expectSameSnapshot(await runDaily(project));
});

test('without the published folder it comes back from what is built already', async () => {
  await removeFolder(publishedOf(project));
  const night = await runDaily(project);
  await expectSameSnapshot(night);
  expect(night.report.extract?.totals.loaded).toBe(0);
});
