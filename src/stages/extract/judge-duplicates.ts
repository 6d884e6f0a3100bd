import { DuplicateSql } from '../../core/sql/extract-duplicates.ts';
import type { FilesRow } from '../../core/sql/meta-tables.ts';
import type { ExtractContext } from './extract-context.ts';
import { layoutOf } from './layout-of.ts';
import { neighboursOf, rivalsOf } from './neighbours.ts';
import type { SourceState } from './source-state.ts';
import type { StagedBatch } from './stage-batch.ts';
import type { NamedFile } from './write-rejects.ts';

/** Who wins the contested keys, worked out in temp tables of the session. */
export interface Verdict {
  /** Files outside of the batch that win or lose. */
  readonly others: readonly NamedFile[];
  /** How many loaded rows each file outside of the batch loses, less those it gets back. */
  readonly lost: ReadonlyMap<number, number>;
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
  }
  if (removed.length > 0)
    added += await session.run(duplicates.addOrphanedKeys(removed.map((row) => row.file_id)));
  if (staged.keyCount + added === 0) return null;
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
    const lost = await lostByFile(staged);
    return { lost, others: await nameFiles(context, state, staged, { around, lost }) };
  };
}

async function lostByFile({ session, sql }: StagedBatch): Promise<Map<number, number>> {
  const { beaten, promoted } = new DuplicateSql(sql);
  const rows = await session.rows<{ file_id: number; lost: number }>(
    `select file_id, cast(sum(n) as bigint) as lost from (
       select file_id, 1 as n from ${beaten} where place = 'kept' union all select file_id, -1 from ${promoted})
     group by file_id`,
  );
  return new Map(rows.map((row) => [row.file_id, row.lost]));
}

/** Lines are looked up again only in files that lose rows now and lie there as they were loaded. */
async function nameFiles(
  context: ExtractContext,
  state: SourceState,
  { session, sql }: StagedBatch,
  { around, lost }: { around: readonly FilesRow[]; lost: ReadonlyMap<number, number> },
): Promise<NamedFile[]> {
  const named: NamedFile[] = [];
  for (const row of around) {
    const file = state.found.get(row.path);
    const same = file?.size === row.size && file.modifiedMs === row.modified_ms;
    const layout =
      file !== undefined && same && lost.has(row.file_id)
        ? await layoutOf(context.files, session, sql.source, file)
        : null;
    named.push({ fileId: row.file_id, path: row.path, file: file ?? null, layout });
  }
  return named;
}
