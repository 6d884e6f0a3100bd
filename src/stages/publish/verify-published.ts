import { posix } from 'node:path';
import { firstSnapshots, publishedDates, type SnapshotReference } from '../../core/publish/catalogue.ts';
import { OUTBOX, READERS_STATE, SERVING_FILE, TABLES } from '../../core/publish/layout.ts';
import { type Manifest, objectsOf } from '../../core/publish/manifest.ts';
import { HoldfastError } from '../../errors.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { mapInParallel } from '../extract/map-in-parallel.ts';
import { type Digest, digestOf } from '../sha256.ts';
import { readManifest, readPublished, readReadersState } from './read-published.ts';

export interface VerifyReport {
  readonly snapshots: number;
  /** Objects read, the readers' copies among them, and their bytes. */
  readonly objects: number;
  readonly bytes: number;
  readonly faults: readonly PublishedFault[];
}

interface PublishedFault {
  readonly key: string;
  readonly detail: string;
}

/**
 * Reads everything that the pointer names, what readers saw first of restated dates among it, and the readers' tables, and
 * compares it with the manifests. Of the serving file, which is made of all this, only that it is there. Changes nothing.
 */
export async function verifyPublished(store: ObjectStore): Promise<VerifyReport> {
  const published = await readPublished(store);
  if (published === null) return { snapshots: 0, objects: 0, bytes: 0, faults: [] };
  const { catalogue, key } = published;
  const dates = publishedDates(catalogue);
  const current = await readEach(
    store,
    dates.flatMap((date) => catalogue.snapshots[date] ?? []),
  );
  const first = await readEach(store, firstSnapshots(catalogue));
  const expected = [...current.manifests.flatMap(withCopies), ...first.manifests.flatMap(objectsOfFirst)];
  const found = await mapInParallel(expected, async ({ key: of }) => {
    const pieces = await store.open(of);
    return pieces && digestOf(pieces);
  });
  const faults = [
    ...(await readersFaults(store, key)),
    ...current.faults,
    ...first.faults,
    ...expected.flatMap((object, index) => faultsOf(object, found[index] ?? null)),
    ...(current.faults.length === 0 ? await surplusFaults(store, expected) : []),
  ];
  const bytes = found.reduce((sum, digest) => sum + (digest?.bytes ?? 0), 0);
  return { snapshots: dates.length, objects: expected.length, bytes, faults };
}

interface ReadManifests {
  readonly manifests: readonly Manifest[];
  /** Of those that can't be read. */
  readonly faults: readonly PublishedFault[];
}

async function readEach(store: ObjectStore, entries: readonly SnapshotReference[]): Promise<ReadManifests> {
  const manifests: Manifest[] = [];
  const faults: PublishedFault[] = [];
  for (const entry of entries) {
    const manifest = await orProblem(readManifest(store, entry));
    if (typeof manifest === 'string') faults.push({ key: entry.manifest, detail: manifest });
    else manifests.push(manifest);
  }
  return { manifests, faults };
}

/** A reader that globs would count an account twice. */
async function surplusFaults(
  store: ObjectStore,
  expected: readonly ExpectedObject[],
): Promise<PublishedFault[]> {
  const named = new Set(expected.map(({ key }) => key));
  const faults: PublishedFault[] = [];
  for (const folder of [TABLES, OUTBOX])
    for await (const { key } of store.list(folder))
      if (!named.has(key)) faults.push({ key, detail: 'is named by no published snapshot' });
  return faults;
}

async function readersFaults(store: ObjectStore, catalogueKey: string): Promise<PublishedFault[]> {
  const state = await readReadersState(store);
  if (state?.catalogue !== catalogueKey || state.unfinished.length > 0)
    return [{ key: READERS_STATE, detail: 'readers have not been brought up to the pointer yet: run again' }];
  for await (const { key } of store.list(`${posix.dirname(SERVING_FILE)}/`))
    if (key === SERVING_FILE) return [];
  return [{ key: SERVING_FILE, detail: 'is missing' }];
}

interface ExpectedObject extends Digest {
  readonly key: string;
}

function withCopies(manifest: Manifest): ExpectedObject[] {
  return objectsOf(manifest).flatMap(({ object, path, bytes, sha256 }) =>
    [object, path].flatMap((key) => (key === null ? [] : [{ key, bytes, sha256 }])),
  );
}

/** Where its readers' copies lay lie those of the snapshot that has followed. */
function objectsOfFirst(manifest: Manifest): ExpectedObject[] {
  return objectsOf(manifest).map(({ object, bytes, sha256 }) => ({ key: object, bytes, sha256 }));
}

function faultsOf({ key, bytes, sha256 }: ExpectedObject, found: Digest | null): PublishedFault[] {
  if (found === null) return [{ key, detail: 'is missing' }];
  if (found.bytes !== bytes) return [{ key, detail: `has ${found.bytes} bytes, its manifest says ${bytes}` }];
  return found.sha256 === sha256 ? [] : [{ key, detail: 'has other content than its manifest says' }];
}

/** A damaged manifest is a finding here and no reason to stop. */
async function orProblem<T>(work: Promise<T>): Promise<T | string> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof HoldfastError && error.exitCode === 65) return error.message;
    throw error;
  }
}
