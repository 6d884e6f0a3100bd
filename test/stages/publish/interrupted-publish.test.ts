import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { manifestKey } from '../../../src/core/publish/layout.ts';
import type { Manifest } from '../../../src/core/publish/manifest.ts';
import type { ObjectStore } from '../../../src/ports/object-store.ts';
import type { ServingContent, ServingFile } from '../../../src/ports/serving-file.ts';
import { completePublish } from '../../../src/stages/publish/complete-publish.ts';
import type { PublishRequest } from '../../../src/stages/publish/publish-context.ts';
import { publishSnapshot } from '../../../src/stages/publish/publish-snapshot.ts';
import { publishedSnapshot } from '../../../src/stages/publish/published-snapshot.ts';
import { verifyPublished } from '../../../src/stages/publish/verify-published.ts';
import { hookedStore } from '../../support/hooked-store.ts';
import { request as fullRequest, openPlace, type Place } from './company.ts';
import { targetBytes } from './target-bytes.ts';

const DAY = '2026-04-06';
const BEFORE = '2026-03-30';
let folder: string;
let place: Place;
/** A target on which one date was published twice and the next once. */
let template: string;

/** Three tables are as good as eight here, and faster. */
function request(asOf: string, inputs: string): PublishRequest {
  const full = fullRequest(asOf, inputs);
  const some = full.tables.filter(({ name }) => name === 'scores' || name === 'accounts');
  return { ...full, tables: some, servingOnly: (full.servingOnly ?? []).slice(0, 1) };
}

/** Stands in for the serving file: its content as text, so that its bytes can be compared too. */
const textServing: ServingFile = {
  async build(path, content) {
    await writeFile(path, JSON.stringify(content));
  },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-interrupted-'));
  place = await openPlace(folder);
  template = join(folder, 'template');
  const context = { ...place.context, serving: textServing };
  await publishSnapshot(context, request(BEFORE, 'a'));
  await publishSnapshot(context, request(DAY, 'a'));
  await cp(place.target, template, { recursive: true });
});
afterAll(async () => {
  place.close();
  await rm(folder, { recursive: true });
});

/** A store whose process dies at its n-th write. */
function dyingStore(store: ObjectStore, writesLeft: number): ObjectStore {
  let left = writesLeft;
  return hookedStore(store, () => {
    if (left-- <= 0) throw new Error('killed');
  });
}

/** What replaces what; whatever stopped it, the next normal run leaves the same bytes. */
test.each([
  { what: 'a date that is replaced', next: request(DAY, 'b') },
  { what: 'a new date', next: request('2026-03-23', 'a') },
])(
  '$what: stopped before any of its writes and run again, the bytes are those of an undisturbed run',
  async ({ next }) => {
    const context = { ...place.context, serving: textServing };
    const reset = async (): Promise<void> => {
      await rm(place.target, { recursive: true });
      await cp(template, place.target, { recursive: true });
    };
    await reset();
    const before = await publishedSnapshot(place.store, next.asOf);
    await publishSnapshot(context, next);
    const expected = await targetBytes(place.target, { serving: true });

    let writes = 0;
    for (let stopped = true; stopped; writes++) {
      await reset();
      stopped = await publishSnapshot({ ...context, store: dyingStore(place.store, writes) }, next).then(
        () => false,
        () => true,
      );
      expect([before, next.snapshotId]).toContain(await publishedSnapshot(place.store, next.asOf));
      await publishSnapshot(context, next);
      expect(await targetBytes(place.target, { serving: true })).toEqual(expected);
      expect(await completePublish(context)).toEqual({ changed: false, dates: [] });
    }
    expect(writes).toBeGreaterThan(12);
  },
);

test('a date replaced twice, stopped between pointer and readers, leaves nothing of the middle one', async () => {
  await rm(place.target, { recursive: true });
  await cp(template, place.target, { recursive: true });
  const context = { ...place.context, serving: textServing };
  for (let writes = 5; writes < 15; writes += 2) {
    const store = dyingStore(place.store, writes);
    await publishSnapshot({ ...context, store }, request(DAY, `x${writes}`)).catch(() => undefined);
  }
  await publishSnapshot(context, request(DAY, 'last'));
  const [tables, pure] = [await targetBytes(place.target), join(folder, 'pure')];
  const undisturbed = await openPlace(pure);
  for (const [asOf, inputs] of [
    [BEFORE, 'a'],
    [DAY, 'last'],
  ] as const)
    await publishSnapshot({ ...undisturbed.context, serving: textServing }, request(asOf, inputs));
  undisturbed.close();
  const expected = await targetBytes(undisturbed.target);
  const readers = (files: Record<string, string>): [string, string][] =>
    Object.entries(files).filter(([name]) => name.startsWith('tables/'));
  expect(readers(tables)).toEqual(readers(expected));
});

test('a publisher that is overtaken before it reaches the readers leaves what the pointer says', async () => {
  await rm(place.target, { recursive: true });
  await cp(template, place.target, { recursive: true });
  const context = { ...place.context, serving: textServing };
  const other = { ...context, stagingFolder: join(place.context.stagingFolder, 'other') };
  let overtaken = false;
  const store = hookedStore(place.store, async (name) => {
    if (name !== 'copy' || overtaken) return;
    overtaken = true;
    await publishSnapshot(other, request(DAY, 'faster'));
  });
  await publishSnapshot({ ...context, store }, request(DAY, 'slower'));
  expect(await publishedSnapshot(place.store, DAY)).toBe(request(DAY, 'faster').snapshotId);
  expect((await verifyPublished(place.store)).faults).toEqual([]);
  const serving = JSON.parse(
    await readFile(join(place.target, '_serve/holdfast.duckdb'), 'utf8'),
  ) as ServingContent;
  const manifest = JSON.parse(
    await readFile(join(place.target, manifestKey(request(DAY, 'faster').snapshotId)), 'utf8'),
  ) as Manifest;
  const shown = new Map(serving.tables.map(({ name, parts }) => [name, parts.at(-1)?.sha256]));
  for (const { name, sha256 } of manifest.tables) expect(shown.get(name)).toBe(sha256);
});
