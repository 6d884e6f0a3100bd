import { fileLiteral } from '../../core/sql/quote.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { Session } from '../../ports/warehouse.ts';
import { createBacktestTables } from '../backtest/backtest-tables.ts';
import { readManifest, readPublished } from './read-published.ts';
import { BACKTEST_READINGS } from './tables/backtest-readings.ts';

/**
 * Brings the readings of the last published back-test on or before a day into build.backtest.published_readings; empty where
 * none is published. Reads files: before the warehouse's door is shut.
 *
 * @param folder for a download, where the store is not a folder itself
 */
export async function importReadings(
  warehouse: Session,
  store: ObjectStore,
  { asOf, folder }: { asOf: string; folder: string },
): Promise<void> {
  await createBacktestTables(warehouse);
  const published = await readPublished(store);
  const snapshots = published?.catalogue.snapshots ?? {};
  const last = Object.keys(snapshots)
    .filter((date) => date <= asOf)
    .sort()
    .at(-1);
  const entry = last === undefined ? undefined : snapshots[last];
  const table =
    entry && (await readManifest(store, entry)).tables.find(({ name }) => name === BACKTEST_READINGS);
  const path = table ? await store.localCopy(table.object, folder) : null;
  await warehouse.run('delete from build.backtest.published_readings');
  if (path === null) return;
  await warehouse.run(`insert into build.backtest.published_readings by name
    select * exclude (snapshot_id) from read_parquet(${fileLiteral(path)})`);
}
