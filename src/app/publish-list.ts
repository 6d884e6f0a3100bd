import { EXIT } from '../errors.ts';
import { type ListedSnapshot, listSnapshots } from '../stages/publish/list-snapshots.ts';
import type { AppContext, CommandResult } from './context.ts';
import { openTarget } from './open-target.ts';
import { textTable } from './text-table.ts';

export interface PublishedList {
  readonly location: string;
  readonly snapshots: readonly ListedSnapshot[];
}

/** Every snapshot that a target shows, and those that it showed and could show again. */
export async function publishList(context: AppContext): Promise<CommandResult<PublishedList>> {
  const { store } = await openTarget(context);
  const snapshots = await listSnapshots(store);
  const rows = snapshots.map(({ snapshotDate, snapshotId, version, state }) => [
    snapshotDate,
    state,
    `v=${version}`,
    snapshotId,
  ]);
  const columns = [{ head: 'date' }, { head: 'state' }, { head: 'version' }, { head: 'snapshot' }];
  const text =
    rows.length === 0 ? `nothing is published in ${store.location}` : textTable(columns, rows).join('\n');
  return { exitCode: EXIT.done, result: { location: store.location, snapshots }, text };
}
