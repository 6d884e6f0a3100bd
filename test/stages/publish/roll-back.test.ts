import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HoldfastError } from '../../../src/errors.ts';
import type { ObjectStore } from '../../../src/ports/object-store.ts';
import { collectGarbage } from '../../../src/stages/publish/collect-garbage.ts';
import { completePublish } from '../../../src/stages/publish/complete-publish.ts';
import { listSnapshots } from '../../../src/stages/publish/list-snapshots.ts';
import type { PublishRequest } from '../../../src/stages/publish/publish-context.ts';
import { publishSnapshot } from '../../../src/stages/publish/publish-snapshot.ts';
import { publishedSnapshot } from '../../../src/stages/publish/published-snapshot.ts';
import { rollBack } from '../../../src/stages/publish/roll-back.ts';
import { verifyPublished } from '../../../src/stages/publish/verify-published.ts';
import { freshS3Server } from '../../support/s3/fresh-s3-server.ts';
import { openTestStore } from '../../support/s3/open-test-store.ts';
import { request as fullRequest, openPlace, type Place } from './company.ts';
import { askServing } from './target-bytes.ts';

const [MONDAY, NEXT] = ['2026-03-30', '2026-04-06'] as const;
const FUTURE = Date.now() + 3_600_000;
let folder: string;
const server = await freshS3Server();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-rollback-'));
});
afterAll(() => rm(folder, { recursive: true }));

function request(asOf: string, inputs: string): PublishRequest {
  const full = fullRequest(asOf, inputs);
  return { ...full, tables: full.tables.filter(({ name }) => name === 'scores'), servingOnly: [] };
}

const idOf = (asOf: string, inputs: string) => request(asOf, inputs).snapshotId;

async function keys(store: ObjectStore, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of store.list(prefix)) found.push(key);
  return found;
}

/** What a reader of the serving file sees: its latest date, and which snapshot that is. */
async function served({ store }: Place, name: string): Promise<unknown> {
  const path = (await store.localCopy('_serve/holdfast.duckdb', join(folder, name))) ?? '';
  const root = path.slice(0, -'/_serve/holdfast.duckdb'.length);
  return (await askServing(root, 'select distinct as_of::varchar, snapshot_id from current_scores'))[0];
}

const STORES: readonly [string, () => Promise<ObjectStore | undefined>][] = [
  ['folder', () => Promise.resolve(undefined)],
  ['bucket', () => openTestStore(server)],
];

test.each(STORES)('back, forward again, and what nothing names is collected: %s', async (name, open) => {
  const store = await open();
  const place = await openPlace(join(folder, name), store ? { store } : {});
  await publishSnapshot(place.context, request(MONDAY, 'a'));
  await publishSnapshot(place.context, request(NEXT, 'a'));
  await publishSnapshot(place.context, request(NEXT, 'b'));

  const back = await rollBack(place.store, idOf(MONDAY, 'a').slice(0, 12));
  expect(back).toEqual({ snapshotId: idOf(MONDAY, 'a'), snapshotDate: MONDAY, moved: true, dates: [NEXT] });
  await completePublish(place.context);
  expect(await publishedSnapshot(place.store, NEXT)).toBeNull();
  expect(await keys(place.store, 'tables/')).toEqual([
    `tables/scores/v=1/snapshot_date=${MONDAY}/data.parquet`,
  ]);
  expect(await served(place, `${name}-back`)).toEqual([MONDAY, idOf(MONDAY, 'a')]);
  expect((await verifyPublished(place.store)).faults).toEqual([]);

  expect(await rollBack(place.store, idOf(NEXT, 'a'))).toMatchObject({ moved: true, dates: [NEXT] });
  await completePublish(place.context);
  expect(await served(place, `${name}-forward`)).toEqual([NEXT, idOf(NEXT, 'a')]);
  expect(await rollBack(place.store, idOf(NEXT, 'a'))).toMatchObject({ moved: false, dates: [] });

  const look = { keep: 1, writtenBeforeMs: FUTURE, apply: false };
  const would = await collectGarbage(place.store, look);
  expect(would).toMatchObject({ keptCatalogues: 1, keptSnapshots: 2, young: 0, removed: false });
  // Four earlier catalogues, the manifest of what was restated, and its one table.
  expect(would.garbage.map(({ key }) => key.replace(/[0-9a-f]{64}.*/, ''))).toEqual([
    ...Array(4).fill('_publish/catalogues/'),
    '_publish/manifests/',
    '_data/',
  ]);
  expect(await collectGarbage(place.store, { ...look, writtenBeforeMs: 0 })).toMatchObject({
    garbage: [],
    young: 6,
  });
  expect((await listSnapshots(place.store)).length).toBe(3);

  const did = await collectGarbage(place.store, { ...look, apply: true });
  expect(did.garbage).toEqual(would.garbage);
  expect((await verifyPublished(place.store)).faults).toEqual([]);
  expect((await listSnapshots(place.store)).map(({ state }) => state)).toEqual(['published', 'published']);
  await expect(rollBack(place.store, idOf(NEXT, 'b'))).rejects.toMatchObject({ exitCode: 64 });
  expect(await collectGarbage(place.store, look)).toMatchObject({ garbage: [] });
  await publishSnapshot(place.context, request(NEXT, 'b'));
  expect((await verifyPublished(place.store)).faults).toEqual([]);
  place.close();
});

test('a snapshot whose objects are gone is not gone back to', async () => {
  const place = await openPlace(join(folder, 'gone'));
  await publishSnapshot(place.context, request(MONDAY, 'a'));
  const earlier = await keys(place.store, '_data/');
  await publishSnapshot(place.context, request(MONDAY, 'b'));
  for (const key of earlier) await place.store.remove(key);
  await expect(rollBack(place.store, idOf(MONDAY, 'a'))).rejects.toMatchObject({ exitCode: 65 });
  expect(await publishedSnapshot(place.store, MONDAY)).toBe(idOf(MONDAY, 'b'));
  place.close();
});

test.each(['', 'zzz'])('an unknown snapshot %j is wrong usage', async (snapshot) => {
  const place = await openPlace(join(folder, `unknown-${snapshot}`));
  await expect(rollBack(place.store, snapshot)).rejects.toMatchObject({ exitCode: 64 });
  await publishSnapshot(place.context, request(MONDAY, 'a'));
  await expect(rollBack(place.store, snapshot)).rejects.toBeInstanceOf(HoldfastError);
  place.close();
});

test('what a first publish has written so far is nobody’s garbage', async () => {
  const place = await openPlace(join(folder, 'first'));
  await place.store.put('_data/x.parquet', Buffer.from('x'));
  const report = await collectGarbage(place.store, { keep: 1, writtenBeforeMs: FUTURE, apply: true });
  expect(report).toMatchObject({ garbage: [], keptCatalogues: 0 });
  place.close();
});

test('verify finds a table that no snapshot names', async () => {
  const place = await openPlace(join(folder, 'surplus'));
  await publishSnapshot(place.context, request(MONDAY, 'a'));
  const surplus = 'tables/scores/v=1/snapshot_date=2026-01-01/data.parquet';
  await writeFile(join(folder, 'surplus-file'), 'x');
  await place.store.putFile(surplus, join(folder, 'surplus-file'));
  expect((await verifyPublished(place.store)).faults).toEqual([
    { key: surplus, detail: 'is named by no published snapshot' },
  ]);
  place.close();
});
