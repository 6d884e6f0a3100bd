import { isReadersKey, OUTBOX, TABLES } from '../../core/publish/layout.ts';
import { type Manifest, objectsOf } from '../../core/publish/manifest.ts';
import { mapInParallel } from '../extract/map-in-parallel.ts';
import type { CompleteContext } from './publish-context.ts';

/** Puts the readers' objects of some dates in place: one object a table and date, and the outbox, replaced whole by a copy inside the store. */
export async function placeReadersTables(
  context: CompleteContext,
  manifests: readonly Manifest[],
  dates: ReadonlySet<string>,
): Promise<void> {
  const chosen = manifests.filter((manifest) => dates.has(manifest.snapshot_date));
  for (const [done, manifest] of chosen.entries()) {
    context.signal?.throwIfAborted();
    await mapInParallel(objectsOf(manifest), async ({ object, path }) => {
      if (path !== null) await context.store.copy(object, path);
    });
    const what = `readers' tables of ${manifest.snapshot_date}`;
    context.events.emit({ kind: 'progress', stage: 'publish', done: done + 1, total: chosen.length, what });
  }
}

/** Removes readers' objects that no published snapshot names: of a withdrawn date or of another major version. */
export async function removeOutdatedTables(
  context: CompleteContext,
  manifests: readonly Manifest[],
): Promise<void> {
  const wanted = new Set(manifests.flatMap(objectsOf).map(({ path }) => path));
  for (const folder of [TABLES, OUTBOX])
    for await (const { key } of context.store.list(folder))
      if (isReadersKey(key) && !wanted.has(key)) await context.store.remove(key);
}
