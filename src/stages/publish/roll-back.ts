import { type Catalogue, differingDates } from '../../core/publish/catalogue.ts';
import { objectsOf } from '../../core/publish/manifest.ts';
import { fail } from '../../errors.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { movePointer } from './move-pointer.ts';
import { type ChainLink, readChain } from './read-chain.ts';
import { readManifests, readPublished } from './read-published.ts';

export interface RollbackReport {
  readonly snapshotId: string;
  readonly snapshotDate: string;
  /** False where readers see just that already. */
  readonly moved: boolean;
  /** The dates that readers see another snapshot of, or none any more. */
  readonly dates: readonly string[];
}

/**
 * Back to what readers saw when a snapshot had just been published: a new catalogue with the dates of that moment. What was
 * published since stays along the chain, so that the way forward again is a rollback too. The readers' tables follow by completePublish.
 * @param snapshot its id, or a beginning that only it has.
 * @throws HoldfastError unknownSnapshot (64), publishedDamaged (65), publishRaceLost (75).
 */
export async function rollBack(store: ObjectStore, snapshot: string): Promise<RollbackReport> {
  const chain: ChainLink[] = [];
  const before = await readPublished(store);
  for await (const link of readChain(store)) chain.push(link);
  const snapshotId = fullId(chain, snapshot);
  const moment = chain.find((link, index) => begins(link, chain[index + 1], snapshotId)) ?? chain[0];
  if (before === null || moment === undefined) return fail('unknownSnapshot', { snapshot });
  const { snapshots } = moment.catalogue;
  const dates = differingDates(before.catalogue, moment.catalogue);
  if (dates.length > 0) {
    await expectWhole(store, moment.catalogue);
    await movePointer(store, { format: 1, previous: before.key, snapshots }, before.etag);
  }
  return { snapshotId, snapshotDate: dateOf(moment.catalogue, snapshotId), moved: dates.length > 0, dates };
}

function fullId(chain: readonly ChainLink[], beginning: string): string {
  const ids = new Set(
    chain.flatMap(({ catalogue }) => Object.values(catalogue.snapshots).map((entry) => entry.snapshot_id)),
  );
  const found = [...ids].filter((id) => id.startsWith(beginning));
  const [only] = found;
  if (only === undefined || found.length > 1 || beginning === '') {
    const hint = found.length > 1 ? `it is the beginning of ${found.length} ids` : undefined;
    return fail('unknownSnapshot', { snapshot: beginning }, { hint });
  }
  return only;
}

/** Whether a catalogue is the one by which a snapshot came to be published. */
function begins({ catalogue }: ChainLink, earlier: ChainLink | undefined, snapshotId: string): boolean {
  return holds(catalogue, snapshotId) && !(earlier && holds(earlier.catalogue, snapshotId));
}

function holds(catalogue: Catalogue, snapshotId: string): boolean {
  return dateOf(catalogue, snapshotId) !== '';
}

function dateOf({ snapshots }: Catalogue, snapshotId: string): string {
  return Object.keys(snapshots).find((date) => snapshots[date]?.snapshot_id === snapshotId) ?? '';
}

/** Nothing is pointed to that readers could not read. */
async function expectWhole(store: ObjectStore, catalogue: Catalogue): Promise<void> {
  const there = new Set<string>();
  for await (const { key } of store.list('_data/')) there.add(key);
  for (const manifest of await readManifests(store, catalogue))
    for (const { object } of objectsOf(manifest))
      if (!there.has(object)) fail('publishedDamaged', { key: object, detail: 'is missing' });
}
