import { compareText } from '../../core/config/canonical-json.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { readChain } from './read-chain.ts';

/** One snapshot that is or was published. */
export interface ListedSnapshot {
  readonly snapshotDate: string;
  readonly snapshotId: string;
  readonly version: number;
  /** "superseded": another snapshot of the date took its place, or the date was withdrawn. */
  readonly state: 'published' | 'superseded';
}

/** Every snapshot along the chain of catalogues, by date; of one date the published one first, then from new to old. */
export async function listSnapshots(store: ObjectStore): Promise<ListedSnapshot[]> {
  const listed = new Map<string, ListedSnapshot>();
  let state: ListedSnapshot['state'] = 'published';
  for await (const { catalogue } of readChain(store)) {
    for (const [snapshotDate, entry] of Object.entries(catalogue.snapshots)) {
      const key = `${snapshotDate} ${entry.snapshot_id}`;
      const { snapshot_id: snapshotId, version } = entry;
      if (!listed.has(key)) listed.set(key, { snapshotDate, snapshotId, version, state });
    }
    state = 'superseded';
  }
  return [...listed.values()].sort((a, b) => compareText(a.snapshotDate, b.snapshotDate));
}
