import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishSnapshot } from '../../../src/stages/publish/publish-snapshot.ts';
import { readPublished } from '../../../src/stages/publish/read-published.ts';
import { verifyPublished } from '../../../src/stages/publish/verify-published.ts';
import { gatedStore } from '../../support/hooked-store.ts';
import { freshS3Server } from '../../support/s3/fresh-s3-server.ts';
import { openTestStore } from '../../support/s3/open-test-store.ts';
import { openPlace, type Place, request } from './company.ts';
import { targetBytes } from './target-bytes.ts';

const DAY = '2026-04-06';
let folder: string;
const server = await freshS3Server();
/** Two machines with builds of their own and one target. */
let places: readonly Place[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-publish-s3-'));
  places = [
    await openPlace(join(folder, 'one'), { store: await openTestStore(server) }),
    await openPlace(join(folder, 'two'), { store: await openTestStore(server), shift: 1 }),
  ];
});
afterAll(async () => {
  for (const place of places) place.close();
  await rm(folder, { recursive: true });
});

/** The same for a bucket as targetBytes for a folder, its store's own names left out. */
async function bucketBytes(place: Place, into: string): Promise<Record<string, string>> {
  for await (const { key } of place.store.list('')) await place.store.localCopy(key, join(folder, into));
  return targetBytes(join(folder, into));
}

/** Resolves for everybody when as many have come. */
function meetingOf(count: number): () => Promise<void> {
  let missing = count;
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    missing -= 1;
    if (missing === 0) open();
    return opened;
  };
}

test('a bucket gets the very bytes that a folder gets', async () => {
  const local = await openPlace(join(folder, 'local'));
  await publishSnapshot(local.context, request(DAY));
  local.close();
  const [place] = places;
  if (!place) throw new Error('no place');
  const report = await publishSnapshot(place.context, request(DAY));
  expect(report).toMatchObject({ outcome: 'published', location: 's3://bucket/project' });
  const ofFolder = await targetBytes(local.target);
  const visible = Object.entries(ofFolder).filter(
    ([name]) => !name.split('/').some((part) => part.startsWith('.')),
  );
  expect(await bucketBytes(place, 'downloaded')).toEqual(Object.fromEntries(visible));
  expect((await verifyPublished(place.store)).faults).toEqual([]);
  expect((await publishSnapshot(place.context, request(DAY))).outcome).toBe('unchanged');
});

test('two publishers at once: one wins, the other gets 75, and nothing interleaves', async () => {
  const meet = meetingOf(places.length);
  const ends = await Promise.allSettled(
    places.map(({ context, store }, index) => {
      const gated = gatedStore(store, meet);
      return publishSnapshot({ ...context, store: gated }, request(DAY, `publisher ${index}`));
    }),
  );
  const winners = ends.flatMap((end, index) => (end.status === 'fulfilled' ? [index] : []));
  expect(winners).toHaveLength(1);
  const loser = ends.find((end) => end.status === 'rejected');
  expect(loser?.reason).toMatchObject({ exitCode: 75 });
  const [winner = 0] = winners;
  const store = places[winner]?.store ?? (await openTestStore(server));
  const published = await readPublished(store);
  expect(published?.catalogue.snapshots[DAY]?.snapshot_id).toBe(
    request(DAY, `publisher ${winner}`).snapshotId,
  );
  expect(published?.catalogue.previous).toBeNull();
  expect((await verifyPublished(store)).faults).toEqual([]);
});
