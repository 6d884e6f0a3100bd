import { DuplicateSql } from '../../core/sql/extract-duplicates.ts';
import type { FilesRow } from '../../core/sql/meta-tables.ts';
import type { ExtractContext } from './extract-context.ts';
import { judgeDuplicates, type Verdict } from './judge-duplicates.ts';
import { counts, writeLedger } from './ledger.ts';
import { type FileCount, ledgerRows } from './ledger-rows.ts';
import { createLeavingRows, moveRows, takeOut } from './move-rows.ts';
import { noteChanges } from './note-changes.ts';
import type { SourceState } from './source-state.ts';
import type { StagedBatch } from './stage-batch.ts';
import { writeRejects } from './write-rejects.ts';

/**
 * Moves a staged batch of events into the build file, all or nothing: rows, those that lost their key, rejects, ledger, and
 * what later stages must look at again. Answers the rows of the ledger that changed.
 */
export function loadEvents(
  context: ExtractContext,
  state: SourceState,
  staged: StagedBatch,
): Promise<readonly FilesRow[]> {
  const { session, sql } = staged;
  return session.transaction(async () => {
    const removed = removedBy(staged);
    const judge = await judgeDuplicates(context, state, staged, removed);
    const leaving = removed.length > 0 || judge !== null;
    if (leaving) await createLeavingRows(staged);
    if (removed.length > 0)
      await takeOut(
        staged,
        removed.map((row) => row.file_id),
        staged.files[0]?.generation ?? 0,
      );
    const verdict = judge === null ? null : await judge();
    await insertRows(staged, verdict);
    await writeRejects(context, staged, verdict !== null, verdict?.others ?? []);
    if (verdict) await moveRows(staged, verdict.others);
    await noteChanges(staged, { leaving, promoted: verdict !== null });
    const rows = [
      ...ledgerRows(staged, await countRows(staged)),
      ...shifted(state, sql.source.relation, verdict),
    ];
    await writeLedger(session, rows);
    return rows;
  });
}

/** Ledger rows, as they are so far, of the files whose rows go: their own when they changed, and of the demoted ones. */
export function removedBy(staged: StagedBatch): FilesRow[] {
  return staged.files.flatMap(({ item }) => [
    ...(item.previous !== null && counts(item.previous) ? [item.previous] : []),
    ...item.demoted,
  ]);
}

async function insertRows({ session, sql, files }: StagedBatch, verdict: Verdict | null): Promise<void> {
  const { beaten } = new DuplicateSql(sql);
  await session.run(`insert into ${sql.raw} ${sql.goodRows(files, verdict === null ? null : beaten)}`);
}

interface CountRow {
  readonly file_id: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly min_known_at: string | null;
  readonly max_known_at: string | null;
}

/** Counted in the tables themselves, so that the ledger's equality proves something. */
async function countRows({ session, sql, files }: StagedBatch): Promise<Map<number, FileCount>> {
  const ids = files.map((file) => file.fileId).join(', ');
  const rows = await session.rows<CountRow>(`
    select file_id, cast(sum(loaded) as bigint) as loaded, cast(sum(rejected) as bigint) as rejected,
      min(lo) as min_known_at, max(hi) as max_known_at
    from (
      select _file_id as file_id, count(*) as loaded, 0 as rejected, min(_known_at) as lo, max(_known_at) as hi
      from ${sql.raw} where _file_id in (${ids}) group by _file_id
      union all
      select _file_id, 0, 0, min(_known_at), max(_known_at) from ${sql.losers} where _file_id in (${ids}) group by _file_id
      union all
      select file_id, 0, count(*), null, null from build.meta.rejects where file_id in (${ids}) group by file_id)
    group by file_id`);
  return new Map(
    rows.map((row) => [
      row.file_id,
      {
        loaded: row.loaded,
        rejected: row.rejected,
        minKnownAt: row.min_known_at,
        maxKnownAt: row.max_known_at,
      },
    ]),
  );
}

/** Ledger rows of files outside of the batch that lost rows to it, or got some back. */
function shifted({ ledger }: SourceState, source: string, verdict: Verdict | null): FilesRow[] {
  const lost = verdict?.lost ?? new Map<number, number>();
  return [...ledger.of(source).values()].flatMap((row) => {
    const n = lost.get(row.file_id) ?? 0;
    return n === 0
      ? []
      : [{ ...row, rows_loaded: row.rows_loaded - n, rows_rejected: row.rows_rejected + n }];
  });
}
