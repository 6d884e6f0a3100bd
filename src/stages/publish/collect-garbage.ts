import type { SnapshotReference } from '../../core/publish/catalogue.ts';
import { objectsOf } from '../../core/publish/manifest.ts';
import type { ObjectInfo, ObjectStore } from '../../ports/object-store.ts';
import { type ChainLink, readChain } from './read-chain.ts';
import { readCatalogue, readManifest, readReadersState } from './read-published.ts';

export interface GarbageOptions {
  /** How many catalogues stay, from the one in force backwards: what can still be rolled back to. 1 at least. */
  readonly keep: number;
  /** Only objects that were written before this instant go: a publisher at work may be about to name a younger one. */
  readonly writtenBeforeMs: number;
  /** False: only look. */
  readonly apply: boolean;
}

export interface GarbageReport {
  readonly keptCatalogues: number;
  readonly keptSnapshots: number;
  /** What nothing names: removed, or to be removed, in the order of removal. */
  readonly garbage: readonly ObjectInfo[];
  /** Of what nothing names, too young to go. */
  readonly young: number;
  readonly removed: boolean;
}

/** The order of removal: at no moment is something named that is gone. */
const FOLDERS = ['_publish/catalogues/', '_publish/manifests/', '_data/'] as const;

/** Removes what no kept catalogue names. Readers' tables are none of it: they are copies. @throws HoldfastError publishedDamaged. */
export async function collectGarbage(store: ObjectStore, options: GarbageOptions): Promise<GarbageReport> {
  const kept = await keptLinks(store, options.keep);
  const named = await namedBy(store, kept);
  const unnamed: ObjectInfo[] = [];
  // Where nothing is published yet, all there is belongs to somebody's first publish.
  for (const folder of kept.length === 0 ? [] : FOLDERS)
    for await (const found of store.list(folder)) if (!named.has(found.key)) unnamed.push(found);
  const garbage = unnamed.filter(({ modifiedMs }) => modifiedMs < options.writtenBeforeMs);
  if (options.apply) for (const { key } of garbage) await store.remove(key);
  return {
    keptCatalogues: kept.length,
    keptSnapshots: [...named].filter((key) => key.startsWith('_publish/manifests/')).length,
    garbage,
    young: unnamed.length - garbage.length,
    removed: options.apply,
  };
}

/** The catalogues that stay: the newest ones, and the one that the readers' tables show. */
async function keptLinks(store: ObjectStore, keep: number): Promise<ChainLink[]> {
  const kept: ChainLink[] = [];
  for await (const link of readChain(store)) {
    kept.push(link);
    if (kept.length >= keep) break;
  }
  const shown = (await readReadersState(store))?.catalogue;
  if (shown !== undefined && kept.every(({ key }) => key !== shown))
    kept.push({ key: shown, catalogue: await readCatalogue(store, shown) });
  return kept;
}

async function namedBy(store: ObjectStore, kept: readonly ChainLink[]): Promise<Set<string>> {
  const named = new Set(kept.map(({ key }) => key));
  for (const entry of entriesOf(kept)) {
    named.add(entry.manifest);
    for (const { object } of objectsOf(await readManifest(store, entry))) named.add(object);
  }
  return named;
}

/** Every snapshot that a kept catalogue names, what readers saw first of a date among them. */
function entriesOf(kept: readonly ChainLink[]): SnapshotReference[] {
  const byManifest = kept
    .flatMap(({ catalogue }) => Object.values(catalogue.snapshots))
    .flatMap((entry) => (entry.first ? [entry, entry.first] : [entry]))
    .map((entry) => [entry.manifest, entry] as const);
  return [...new Map(byManifest).values()];
}
