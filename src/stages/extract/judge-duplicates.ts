import { DuplicateSql } from '../../core/sql/extract-duplicates.ts';
import type { FilesRow } from '../../core/sql/meta-tables.ts';
import type { ExtractContext } from './extract-context.ts';
import { sameVersion, versionOf } from './file-version.ts';
import { layoutOf } from './layout-of.ts';
import { neighboursOf, rivalsOf } from './neighbours.ts';
import type { SourceState } from './source-state.ts';
import type { StagedBatch } from './staged-batch.ts';
import type { NamedFile } from './write-rejects.ts';

/** Who wins the contested keys, worked out in temp tables of the session. */
export interface Verdict {
  /** Files outside of the batch that win or lose. */
  readonly others: readonly NamedFile[];
  /** How many good rows of each file of the batch lose. */
  readonly beaten: ReadonlyMap<number, number>;
  /** How many loaded rows of each file outside of the batch lose now. */
  readonly displaced: ReadonlyMap<number, number>;
  /** How many rows of each file that had lost come back. */
  readonly promoted: ReadonlyMap<number, number>;
  /** How many rows that had lost have still lost, perhaps to another row now. */
  readonly stillLost: number;
}

/**
 * Decides which rows count where several have one key: in the batch, with files near it in event time, and among rows that
 * had lost to a row that goes now. Null when no key is contested. Call before the rows of `removed` are taken out.
 */
export async function judgeDuplicates(
  context: ExtractContext,
  state: SourceState,
  staged: StagedBatch,
  removed: readonly FilesRow[],
): Promise<(() => Promise<Verdict>) | null> {
  const { session, sql } = staged;
  const duplicates = new DuplicateSql(sql);
  const { near, around } = neighboursOf(state.ledger.of(sql.source.relation).values(), staged, removed);
  const nearIds = near.map((row) => row.file_id);
  let added = 0;
  if (nearIds.length > 0) {
    added += await session.run(duplicates.addSharedKeys(sql.raw, nearIds));
    added += await session.run(duplicates.addSharedKeys(sql.losers, nearIds));
    const goingIds = removed.map((row) => row.file_id);
    if (goingIds.length > 0) added += await session.run(duplicates.addOrphanedKeys(goingIds, nearIds));
  }
  if (staged.repeatedKeys + added === 0) return null;
  return async () => {
    const judged = [...staged.files.map((file) => file.fileId), ...nearIds];
    await session.run(
      duplicates.createPool(
        staged.files,
        around.map((row) => row.file_id),
      ),
    );
    await session.run(duplicates.createBeaten(rivalsOf(staged, around), judged, sql.source.duplicates));
    await session.run(duplicates.createPromoted(judged));
    const counted = await countByFile(staged);
    return { ...counted, others: await nameFiles(context, state, staged, { around, ...counted }) };
  };
}

async function countByFile({ session, sql }: StagedBatch): Promise<Omit<Verdict, 'others'>> {
  const { beaten, promoted } = new DuplicateSql(sql);
  const rows = await session.rows<{ what: string; file_id: number; n: number }>(
    `select place as what, file_id, count(*) as n from ${beaten} group by all
     union all select 'promoted', file_id, count(*) from ${promoted} group by all`,
  );
  const of = (what: string) =>
    new Map(rows.filter((row) => row.what === what).map((row) => [row.file_id, row.n]));
  const stillLost = rows.filter((row) => row.what === 'lost').reduce((sum, row) => sum + row.n, 0);
  return { beaten: of('new'), displaced: of('kept'), promoted: of('promoted'), stillLost };
}

/** Lines are looked up again only in files that lose rows now and lie there as they were loaded. */
async function nameFiles(
  context: ExtractContext,
  state: SourceState,
  { session, sql }: StagedBatch,
  { around, displaced }: { around: readonly FilesRow[]; displaced: ReadonlyMap<number, number> },
): Promise<NamedFile[]> {
  const named: NamedFile[] = [];
  for (const row of around) {
    const file = state.found.get(row.path);
    const same = file !== undefined && sameVersion(versionOf(file), row);
    const layout =
      same && displaced.has(row.file_id) ? await layoutOf(context.files, session, sql.source, file) : null;
    named.push({ fileId: row.file_id, path: row.path, file: file ?? null, layout });
  }
  return named;
}
