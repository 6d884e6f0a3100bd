import { DuplicateSql } from '../../core/sql/extract-duplicates.ts';
import { HistorySql } from '../../core/sql/extract-history.ts';
import type { FilesRow } from '../../core/sql/meta-tables.ts';
import type { ExtractContext } from './extract-context.ts';
import { counts, writeLedger } from './ledger.ts';
import { ledgerRows } from './ledger-rows.ts';
import { removedBy } from './load-events.ts';
import { removeRejects } from './move-rows.ts';
import { appendNewest, setExports, takeExportOut } from './set-history.ts';
import type { SourceState } from './source-state.ts';
import type { StagedBatch, StagedFile } from './staged-batch.ts';
import { writeRejects } from './write-rejects.ts';

/**
 * Sets staged exports into the history of their source, all or nothing: history, rejects, ledger, and from when on it
 * changed. Answers the rows of the ledger that changed.
 * @throws HoldfastError entitiesVanished when more entities are gone from one export to the next than the source tolerates.
 */
export function loadExports(
  context: ExtractContext,
  state: SourceState,
  staged: StagedBatch,
): Promise<readonly FilesRow[]> {
  const { session, sql } = staged;
  return session.transaction(async () => {
    const replaced = removedBy(staged).map((row) => row.file_id);
    if (replaced.length > 0) await removeRejects(session, sql, replaced);
    const beaten = await judgeWithinFiles(staged);
    const loaded = await writeHistory(state, staged, beaten !== null);
    const rejected = await writeRejects(context, staged, beaten !== null, []);
    const rows = ledgerRows(staged, { loaded, rejected, beaten: beaten ?? new Map<number, number>() });
    await writeLedger(session, rows, state.ledger.of(sql.source.relation));
    return rows;
  });
}

/** Rows of each file that repeat a key of that file; null when there are none. */
async function judgeWithinFiles(staged: StagedBatch): Promise<Map<number, number> | null> {
  const { session, sql, files, repeatedKeys } = staged;
  if (repeatedKeys === 0) return null;
  const duplicates = new DuplicateSql(sql);
  await session.run(duplicates.createBeatenWithinFiles(files, sql.source.duplicates));
  const rows = await session.rows<{ file_id: number; n: number }>(
    `select file_id, count(*) as n from ${duplicates.beaten} group by file_id`,
  );
  return new Map(rows.map((row) => [row.file_id, row.n]));
}

/** Answers how many rows the batch's exports show. */
async function writeHistory(state: SourceState, staged: StagedBatch, beaten: boolean): Promise<number> {
  const known = knownDays(state, staged);
  const shown = staged.files.filter((file) => file.item.becomes === 'loaded');
  const days = [...new Set([...known, ...shown.map((file) => file.fileDate ?? '')])].sort();
  for (const file of staged.files) if (leavesHistory(file, days)) await takeExportOut(staged, file, days);
  if (shown.length === 0) return 0;
  const history = new HistorySql(staged.sql);
  const { session, sql } = staged;
  await session.run(history.createShown(shown, beaten ? new DuplicateSql(sql).beaten : null));
  const [count] = await session.rows<{ n: number }>(`select count(*) as n from ${history.shown}`);
  const [only] = shown;
  if (
    only !== undefined &&
    shown.length === 1 &&
    only.fileDate === days.at(-1) &&
    !known.includes(only.fileDate ?? '')
  )
    await appendNewest(staged, history, only, known.at(-1) ?? null);
  else await setExports(staged, history, shown, days);
  return count?.n ?? 0;
}

/** Days of the exports that count besides those of this batch, ascending; the day of a file that is replaced is one of them. */
function knownDays({ ledger }: SourceState, staged: StagedBatch): string[] {
  const going = new Set(
    staged.files.filter((file) => file.item.becomes !== 'loaded').map((file) => file.fileId),
  );
  const days = [...ledger.of(staged.sql.source.relation).values()]
    .filter((row) => counts(row) && !going.has(row.file_id))
    .map((row) => row.file_date)
    .filter((day) => day !== null);
  return [...new Set(days)].sort();
}

/** An export that counted and is empty now, on a day that no other export shows. */
function leavesHistory({ item }: StagedFile, days: readonly string[]): boolean {
  const counted = item.previous !== null && counts(item.previous);
  return counted && item.becomes === 'empty' && !days.includes(item.file.fileDate ?? '');
}
