import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { manifestKey } from '../../../src/core/publish/layout.ts';
import type { Manifest } from '../../../src/core/publish/manifest.ts';
import { collectGarbage } from '../../../src/stages/publish/collect-garbage.ts';
import { completePublish } from '../../../src/stages/publish/complete-publish.ts';
import { publishSnapshot } from '../../../src/stages/publish/publish-snapshot.ts';
import { rollBack } from '../../../src/stages/publish/roll-back.ts';
import { verifyPublished } from '../../../src/stages/publish/verify-published.ts';
import { withPrepared } from '../../../src/stages/publish/with-prepared.ts';
import { openPlace, type Place, request } from './company.ts';
import { targetBytes } from './target-bytes.ts';

const DAY = '2026-04-06';
const BEFORE = '2026-03-30';
const FILES = [
  'alerts.csv',
  'alerts.jsonl',
  'plays.csv',
  'plays.jsonl',
  'work_queue.csv',
  'work_queue.jsonl',
];
let folder: string;
let place: Place;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outbox-'));
  place = await openPlace(folder);
});
afterEach(async () => {
  place.close();
  await rm(folder, { recursive: true });
});

const outboxOf = (date: string, name: string) => readFile(join(place.target, 'outbox', date, name), 'utf8');
async function linesOf(date: string, name: string): Promise<Record<string, unknown>[]> {
  const text = await outboxOf(date, name);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
/** The whole of a table as it is published. */
function tableOf(name: string, where = 'true'): Promise<readonly unknown[]> {
  const { tables, prepared = [] } = request(DAY);
  const query = tables.find((table) => table.name === name)?.query;
  return withPrepared(place.warehouse, prepared, () =>
    place.warehouse.rows(`select * from (${query}) as t where ${where}`),
  );
}

test('every date has its files: what is news in the tables, both as JSON lines and as CSV', async () => {
  await publishSnapshot(place.context, request(DAY));
  expect((await readdir(join(place.target, 'outbox', DAY))).sort()).toEqual(FILES);
  const alerts = await linesOf(DAY, 'alerts.jsonl');
  expect(alerts).toHaveLength((await tableOf('alerts', "status <> 'open'")).length);
  const plays = await linesOf(DAY, 'plays.jsonl');
  expect(plays.every((play) => play['is_news'] === true)).toBe(true);
  expect(plays.length).toBeLessThan((await tableOf('plays')).length);
  const queue = await linesOf(DAY, 'work_queue.jsonl');
  expect(queue.length).toBeGreaterThan(0);
  const csv = await outboxOf(DAY, 'work_queue.csv');
  expect(csv.split('\r\n')).toHaveLength(queue.length + 2);
  expect(csv).toMatch(/^account_id,as_of,owner,/);
});

test('they are a part of the snapshot: named by its manifest, verified, kept by gc, damaged when they are', async () => {
  const { snapshotId } = await publishSnapshot(place.context, request(DAY));
  const manifest = JSON.parse(
    await readFile(join(place.target, manifestKey(snapshotId)), 'utf8'),
  ) as Manifest;
  expect(manifest.outbox?.map(({ path }) => path)).toEqual(FILES.map((name) => `outbox/${DAY}/${name}`));
  expect((await verifyPublished(place.store)).faults).toEqual([]);
  const { garbage } = await collectGarbage(place.store, {
    keep: 1,
    writtenBeforeMs: Date.now() + 60_000,
    apply: true,
  });
  expect(garbage).toEqual([]);
  await place.store.put(`outbox/${DAY}/alerts.csv`, Buffer.from('x'));
  await place.store.put(`outbox/${DAY}/surplus.csv`, Buffer.from('x'));
  expect((await verifyPublished(place.store)).faults.map(({ key }) => key)).toEqual([
    `outbox/${DAY}/alerts.csv`,
    `outbox/${DAY}/surplus.csv`,
  ]);
});

test('another build of the same snapshot has the same bytes; publishing it again touches nothing', async () => {
  await publishSnapshot(place.context, request(DAY));
  const bytes = await targetBytes(place.target);
  await publishSnapshot(place.context, request(DAY));
  expect(await targetBytes(place.target)).toEqual(bytes);
  const other = await openPlace(join(folder, 'other'), { threads: 4 });
  await publishSnapshot(other.context, request(DAY));
  expect(await targetBytes(other.target)).toEqual(bytes);
  other.close();
});

test('a date that is published again has its files replaced, and one that is withdrawn loses them', async () => {
  const first = await publishSnapshot(place.context, request(BEFORE));
  await publishSnapshot(place.context, request(DAY));
  const before = await outboxOf(DAY, 'work_queue.csv');
  await publishSnapshot(place.context, request(DAY, 'corrected'));
  expect(await outboxOf(DAY, 'work_queue.csv')).not.toBe(before);
  await rollBack(place.store, first.snapshotId);
  await completePublish(place.context);
  expect(await readdir(join(place.target, 'outbox'), { recursive: true })).not.toContain(`${DAY}/alerts.csv`);
  expect((await verifyPublished(place.store)).faults).toEqual([]);
  expect(await outboxOf(BEFORE, 'plays.csv')).toContain('account_id');
});
