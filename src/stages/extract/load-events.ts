import { DuplicateSql } from '../../core/sql/extract-duplicates.ts';
import type { FilesRow } from '../../core/sql/meta-tables.ts';
import type { ExtractContext } from './extract-context.ts';
import { judgeDuplicates, type Verdict } from './judge-duplicates.ts';
import { counts, writeLedger } from './ledger.ts';
import { ledgerRows } from './ledger-rows.ts';
import { createLeavingRows, moveRows, takeOut } from './move-rows.ts';
import { noteArrivals, noteDifference } from './note-changes.ts';
import type { SourceState } from './source-state.ts';
import type { StagedBatch } from './staged-batch.ts';
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
    const settled = judge === null && removed.length === 0;
    if (!settled) await createLeavingRows(staged);
    if (removed.length > 0)
      await takeOut(
        staged,
        removed.map((row) => row.file_id),
      );
    const verdict = judge === null ? null : await judge();
    const loaded = await insertRows(staged, verdict);
    const rejected = await writeRejects(context, staged, verdict !== null, verdict?.others ?? []);
    if (verdict) await moveRows(staged, verdict);
    await (settled ? noteArrivals(staged) : noteDifference(staged, { verdict, removed: removed.length > 0 }));
    const beaten = verdict?.beaten ?? new Map<number, number>();
    const rows = [
      ...ledgerRows(staged, { loaded, rejected, beaten }),
      ...shifted(state, sql.source.relation, verdict),
    ];
    await writeLedger(session, rows, state.ledger.of(sql.source.relation));
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

function insertRows({ session, sql, files }: StagedBatch, verdict: Verdict | null): Promise<number> {
  const { beaten } = new DuplicateSql(sql);
  return session.run(`insert into ${sql.raw} ${sql.goodRows(files, verdict === null ? null : beaten)}`);
}

/** Ledger rows of files outside of the batch that lost rows to it, or got some back. */
function shifted({ ledger }: SourceState, source: string, verdict: Verdict | null): FilesRow[] {
  if (verdict === null) return [];
  return [...ledger.of(source).values()].flatMap((row) => {
    const n = (verdict.displaced.get(row.file_id) ?? 0) - (verdict.promoted.get(row.file_id) ?? 0);
    return n === 0
      ? []
      : [{ ...row, rows_loaded: row.rows_loaded - n, rows_rejected: row.rows_rejected + n }];
  });
}
