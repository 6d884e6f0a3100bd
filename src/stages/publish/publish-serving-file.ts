import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { SERVING_FILE } from '../../core/publish/layout.ts';
import type { MergedTable } from '../../core/publish/merged-tables.ts';
import { columnComment, tableComment } from '../../core/publish/published-table.ts';
import { fail } from '../../errors.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { ServingTable, ServingView } from '../../ports/serving-file.ts';
import { digestOf } from '../sha256.ts';
import type { CompleteContext } from './publish-context.ts';
import { withFolder } from './with-folder.ts';

/** Builds the serving file in the staging folder and renames it into place: open readers keep the old one. */
export async function publishServingFile(
  context: CompleteContext,
  tables: readonly MergedTable[],
  views: readonly ServingView[],
): Promise<void> {
  const { store, serving, signal } = context;
  const folder = join(context.stagingFolder, 'serving');
  await withFolder(folder, async () => {
    const path = join(folder, 'holdfast.duckdb');
    const previous = await store.localCopy(SERVING_FILE, join(folder, 'previous'));
    await serving.build(
      path,
      { tables: tables.map((table) => servingTable(store, folder, table)), views },
      { previous, signal },
    );
    // A program that opened the old file for writing may have left its log here, and DuckDB would apply it to the new one.
    await store.remove(`${SERVING_FILE}.wal`);
    await store.putFile(SERVING_FILE, path);
  });
}

function servingTable(store: ObjectStore, folder: string, table: MergedTable): ServingTable {
  return {
    name: table.name,
    comment: tableComment(table),
    columns: table.columns.map((column) => ({ ...column, comment: columnComment(column) })),
    parts: table.parts.map(({ snapshotDate, table: { object, rows, sha256 } }) => ({
      snapshotDate,
      rows,
      sha256,
      path: () => soundCopy(store, folder, { object, sha256 }),
    })),
  };
}

/** A local copy that is what its manifest says; one that was damaged on its way here is fetched once more. */
async function soundCopy(
  store: ObjectStore,
  folder: string,
  { object: key, sha256 }: { readonly object: string; readonly sha256: string },
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const path = await store.localCopy(key, folder);
    if (path === null) return fail('publishedDamaged', { key, detail: 'is missing' });
    if ((await digestOf(createReadStream(path))).sha256 === sha256) return path;
    if (attempt === 2) fail('publishedDamaged', { key, detail: 'has other content than its manifest says' });
  }
}
