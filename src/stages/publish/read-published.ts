import {
  type Catalogue,
  firstSnapshots,
  type Pointer,
  publishedDates,
  type ReadersState,
  type SnapshotReference,
} from '../../core/publish/catalogue.ts';
import { POINTER, READERS_STATE } from '../../core/publish/layout.ts';
import type { Manifest } from '../../core/publish/manifest.ts';
import { fail } from '../../errors.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { sha256 } from '../sha256.ts';

/** What the pointer names at one moment. */
export interface Published {
  /** Of the pointer: what a swap must still find. */
  readonly etag: string;
  /** Of the catalogue. */
  readonly key: string;
  readonly catalogue: Catalogue;
}

/**
 * The catalogue in force, or null where nothing is published yet.
 * @throws HoldfastError publishedDamaged when a published file is not what its name or its reference says.
 */
export async function readPublished(store: ObjectStore): Promise<Published | null> {
  const found = await store.read(POINTER);
  if (found === null) return null;
  const { catalogue: key } = parse<Pointer>(POINTER, found.body);
  return { etag: found.etag, key, catalogue: await readCatalogue(store, key) };
}

export async function readCatalogue(store: ObjectStore, key: string): Promise<Catalogue> {
  return parse<Catalogue>(key, await readHashed(store, key, catalogueHash(key)));
}

export async function readManifest(store: ObjectStore, entry: SnapshotReference): Promise<Manifest> {
  return parse<Manifest>(entry.manifest, await readHashed(store, entry.manifest, entry.manifest_sha256));
}

/** The manifests of all published dates, oldest first. */
export function readManifests(store: ObjectStore, catalogue: Catalogue): Promise<Manifest[]> {
  const entries = publishedDates(catalogue).flatMap((date) => catalogue.snapshots[date] ?? []);
  return Promise.all(entries.map((entry) => readManifest(store, entry)));
}

/** The manifests by which dates were published first that have been published again since, oldest date first. */
export function readFirstManifests(store: ObjectStore, catalogue: Catalogue): Promise<Manifest[]> {
  return Promise.all(firstSnapshots(catalogue).map((entry) => readManifest(store, entry)));
}

export async function readReadersState(store: ObjectStore): Promise<ReadersState | null> {
  const found = await store.read(READERS_STATE);
  return found && parse<ReadersState>(READERS_STATE, found.body);
}

async function readHashed(store: ObjectStore, key: string, expected: string): Promise<Uint8Array> {
  const found = await store.read(key);
  if (found === null) fail('publishedDamaged', { key, detail: 'is missing' });
  if (sha256(found.body) !== expected)
    fail('publishedDamaged', { key, detail: 'has other content than when it was published' });
  return found.body;
}

/** What the hash or the pointer vouches for is of our own making, so its shape needs no second check; its format does. */
function parse<T extends { readonly format: 1 }>(key: string, body: Uint8Array): T {
  const value = parseJson(key, body);
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (format !== 1)
    fail('publishedDamaged', {
      key,
      detail: `format ${JSON.stringify(format) ?? 'unknown'} is not of this version of Holdfast`,
    });
  return value as T;
}

function parseJson(key: string, body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    return fail('publishedDamaged', { key, detail: 'is not JSON' }, { cause });
  }
}

function catalogueHash(key: unknown): string {
  const hash =
    typeof key === 'string' ? /^_publish\/catalogues\/([0-9a-f]{64})\.json$/.exec(key)?.[1] : undefined;
  return (
    hash ??
    fail('publishedDamaged', { key: POINTER, detail: `names no catalogue but ${JSON.stringify(key)}` })
  );
}
