import { join } from 'node:path';
import { canonicalJson } from '../../core/config/canonical-json.ts';
import { withSnapshot } from '../../core/publish/catalogue.ts';
import { dataKey, manifestKey } from '../../core/publish/layout.ts';
import {
  buildManifest,
  type Manifest,
  type OutboxFacts,
  objectsOf,
  type TableFacts,
} from '../../core/publish/manifest.ts';
import { fail } from '../../errors.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { mapInParallel } from '../extract/map-in-parallel.ts';
import { digestOf, sha256 } from '../sha256.ts';
import { checkContracts } from './check-contract.ts';
import { movePointer } from './move-pointer.ts';
import type { PublishContext, PublishRequest } from './publish-context.ts';
import { encodeText } from './put-json.ts';
import { readManifest, readManifests, readPublished } from './read-published.ts';
import { stageOutbox } from './stage-outbox.ts';
import { stageTables } from './stage-tables.ts';
import { withFolder } from './with-folder.ts';
import { withPrepared } from './with-prepared.ts';

export interface Commit {
  /** "unchanged": the pointer named this very snapshot before, and nothing was written. */
  readonly outcome: 'published' | 'unchanged';
  readonly manifest: Manifest;
}

/**
 * Publishes one snapshot up to and with the pointer: data, verified; manifest; catalogue; pointer by compare-and-swap. Until
 * the pointer moves no reader sees any of it, and a kill leaves objects that the next try finds and uses.
 * @throws HoldfastError breakingSchema, publishedColumn (78), publishQueryFailed, publishedKey, publishedEmail, notReproducible (1),
 *   publishRaceLost (75), storageFailed (69).
 */
export async function commitSnapshot(context: PublishContext, request: PublishRequest): Promise<Commit> {
  const { store, warehouse } = context;
  const before = await readPublished(store);
  const current = before?.catalogue.snapshots[request.asOf];
  if (current?.snapshot_id === request.snapshotId)
    return { outcome: 'unchanged', manifest: await readManifest(store, current) };
  const published = before === null ? [] : await readManifests(store, before.catalogue);
  const named = new Set(published.flatMap(objectsOf).map(({ object }) => object));
  const { tables, outbox } = await withPrepared(warehouse, request.prepared ?? [], async () => {
    await checkContracts(warehouse, request, published);
    return storeSnapshot(context, request, named);
  });
  const manifest = buildManifest(request, tables, outbox);
  const text = canonicalJson(manifest);
  await createManifest(store, manifest, text);
  context.signal?.throwIfAborted();
  const catalogue = withSnapshot(before, { ...request, manifestSha256: sha256(text) });
  await movePointer(store, catalogue, before?.etag ?? null);
  return { outcome: 'published', manifest };
}

function storeSnapshot(
  context: PublishContext,
  request: PublishRequest,
  named: ReadonlySet<string>,
): Promise<{ readonly tables: readonly TableFacts[]; readonly outbox: readonly OutboxFacts[] }> {
  const folder = join(context.stagingFolder, 'snapshot');
  return withFolder(folder, async () => {
    const tables = await stageTables(context, request, folder);
    const outbox = await stageOutbox(context, request, tables, folder);
    const files = [
      ...tables.map(({ sha256, path }) => ({ sha256, path, key: dataKey(sha256) })),
      ...outbox.map(({ sha256, path, format }) => ({ sha256, path, key: dataKey(sha256, format) })),
    ];
    await mapInParallel(files, (file) => {
      context.signal?.throwIfAborted();
      return storeData(context.store, file, named);
    });
    return { tables, outbox };
  });
}

/** A staged file and where its bytes belong. */
interface StoredFile {
  readonly key: string;
  readonly path: string;
  readonly sha256: string;
}

/**
 * Stores a file's bytes under their hash and reads back what the store then holds. What a published snapshot names is there
 * already; what lies there unnamed may be collected any moment, unless it is written again.
 */
async function storeData(store: ObjectStore, file: StoredFile, named: ReadonlySet<string>): Promise<void> {
  const { key } = file;
  if (named.has(key) && (await holds(store, file))) return;
  await store.putFile(key, file.path);
  if (!(await holds(store, file)))
    fail('storageFailed', {
      location: store.location,
      detail: `${key} reads back other than it was written`,
    });
}

async function holds(store: ObjectStore, { key, sha256 }: StoredFile): Promise<boolean> {
  const pieces = await store.open(key);
  return pieces !== null && (await digestOf(pieces)).sha256 === sha256;
}

/** A manifest is written once. One that an interrupted publish left must say the same: otherwise something is not reproducible. */
async function createManifest(store: ObjectStore, manifest: Manifest, text: string): Promise<void> {
  const key = manifestKey(manifest.snapshot_id);
  if (await store.create(key, encodeText(text))) return;
  const found = new TextDecoder().decode((await store.read(key))?.body);
  // The same bytes once more: young objects are not collected.
  if (found === text) await store.put(key, encodeText(text));
  else fail('notReproducible', { snapshotId: manifest.snapshot_id, detail: difference(found, manifest) });
}

function difference(found: string, manifest: Manifest): string {
  const earlier = JSON.parse(found) as Manifest;
  const changed = manifest.tables.filter(
    (table) => earlier.tables.find(({ name }) => name === table.name)?.sha256 !== table.sha256,
  );
  if (changed.length === 0) return 'its description differs';
  return `${changed.length === 1 ? 'table' : 'tables'} ${changed.map(({ name }) => name).join(', ')}`;
}
