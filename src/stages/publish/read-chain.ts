import type { Catalogue } from '../../core/publish/catalogue.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { readCatalogue, readPublished } from './read-published.ts';

export interface ChainLink {
  readonly key: string;
  readonly catalogue: Catalogue;
}

/** The catalogue in force, the one before it and so on. The chain ends at the first one, or where the earlier ones were collected. */
export async function* readChain(store: ObjectStore): AsyncGenerator<ChainLink> {
  const published = await readPublished(store);
  let link: ChainLink | null = published;
  while (link !== null) {
    yield link;
    link = await linkBefore(store, link.catalogue);
  }
}

async function linkBefore(store: ObjectStore, { previous }: Catalogue): Promise<ChainLink | null> {
  if (previous === null || (await store.read(previous)) === null) return null;
  return { key: previous, catalogue: await readCatalogue(store, previous) };
}
