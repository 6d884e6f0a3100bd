import type { ObjectStore } from '../../ports/object-store.ts';
import { readPublished } from './read-published.ts';

/** The snapshot_id that is published for a date, or null: what "already published" (exit 99) is decided by. */
export async function publishedSnapshot(store: ObjectStore, asOf: string): Promise<string | null> {
  const published = await readPublished(store);
  return published?.catalogue.snapshots[asOf]?.snapshot_id ?? null;
}
