import { DuplicateSql } from '../../core/sql/extract-duplicates.ts';
import { HistorySql, type Slot } from '../../core/sql/extract-history.ts';
import type { FilesRow } from '../../core/sql/meta-tables.ts';
import { literal } from '../../core/sql/quote.ts';
import type { ExtractContext } from './extract-context.ts';
import { counts, writeLedger } from './ledger.ts';
import { type FileCount, ledgerRows } from './ledger-rows.ts';
import { removedBy } from './load-events.ts';
import { removeRejects } from './move-rows.ts';
import type { SourceState } from './source-state.ts';
import type { StagedBatch, StagedFile } from './stage-batch.ts';
import { checkVanished } from './vanish-bound.ts';
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
    const beaten = staged.keyCount > 0;
    const duplicates = new DuplicateSql(sql);
    if (beaten) await session.run(duplicates.createBeatenWithinFiles(staged.files, sql.source.duplicates));
    const days = exportDays(state, staged);
    const shown = staged.files.filter((file) => file.item.becomes === 'loaded');
    const left = staged.files.filter((file) => leavesHistory(file, days));
    if (shown.length > 0)
      await setExports(staged, shown, { days, beaten: beaten ? duplicates.beaten : null });
    for (const file of left) await takeExportOut(staged, file, days);
    await writeRejects(context, staged, beaten, []);
    const rows = ledgerRows(staged, await countRows(staged, shown));
    await writeLedger(session, rows);
    return rows;
  });
}

/** Days of all exports that count once this batch is in, ascending. */
function exportDays({ ledger }: SourceState, staged: StagedBatch): string[] {
  const own = new Set(staged.files.map((file) => file.fileId));
  const known = [...ledger.of(staged.sql.source.relation).values()].filter(
    (row) => counts(row) && !own.has(row.file_id),
  );
  const fresh = staged.files.filter((file) => file.item.becomes === 'loaded').map((file) => file.fileDate);
  const days = [...known.map((row) => row.file_date), ...fresh];
  return [...new Set(days.filter((day) => day !== null))].sort();
}

/** An export that counted and is empty now, on a day that no other export shows. */
function leavesHistory({ item }: StagedFile, days: readonly string[]): boolean {
  const counted = item.previous !== null && counts(item.previous);
  return counted && item.becomes === 'empty' && !days.includes(item.file.fileDate ?? '');
}

async function setExports(
  staged: StagedBatch,
  shown: readonly StagedFile[],
  { days, beaten }: { days: readonly string[]; beaten: string | null },
): Promise<void> {
  const history = new HistorySql(staged.sql);
  await staged.session.run(history.createShown(shown, beaten));
  await checkVanished(staged, history, days);
  await rebuild(
    staged,
    history,
    shown.map((file) => slotOf(file.fileDate ?? '', days)),
  );
}

async function takeExportOut(staged: StagedBatch, file: StagedFile, days: readonly string[]): Promise<void> {
  const history = new HistorySql(staged.sql);
  const day = file.fileDate ?? '';
  await staged.session.run(history.createShownAgain(day, days.findLast((other) => other < day) ?? null));
  await rebuild(staged, history, [slotOf(day, days)]);
}

function slotOf(day: string, days: readonly string[]): Slot {
  return { day, until: days.find((other) => other > day) ?? null };
}

async function rebuild(staged: StagedBatch, history: HistorySql, slots: readonly Slot[]): Promise<void> {
  const { session, sql, files } = staged;
  await session.run(history.createTouched(slots));
  const days = await session.rows<{ day: string }>(
    `select distinct cast(_day as varchar) as day from ${history.touched} order by day`,
  );
  if (days.length === 0) return;
  await session.run(history.createRebuilt(slots));
  await session.run(history.replaceTouched());
  const generations = new Map(files.map((file) => [file.fileDate, file.generation]));
  const values = days.map(
    ({ day }) => `(${generations.get(day) ?? 0}, ${literal(sql.source.relation)}, timestamp ${literal(day)})`,
  );
  await session.run(`insert into build.meta.raw_changes values ${values.join(', ')}`);
}

interface CountRow {
  readonly file_id: number;
  readonly n: number;
}

/** Counted in the history's input and in the rejects themselves, so that the ledger's equality proves something. */
async function countRows(
  { session, sql, files }: StagedBatch,
  shown: readonly StagedFile[],
): Promise<Map<number, FileCount>> {
  const ids = files.map((file) => file.fileId).join(', ');
  const rejects = await session.rows<CountRow>(
    `select file_id, count(*) as n from build.meta.rejects where file_id in (${ids}) group by file_id`,
  );
  const loaded =
    shown.length === 0
      ? []
      : await session.rows<{ day: string; n: number }>(
          `select cast(_day as varchar) as day, count(*) as n from ${new HistorySql(sql).shown} group by _day`,
        );
  const rejected = new Map(rejects.map((row) => [row.file_id, row.n]));
  const byDay = new Map(loaded.map((row) => [row.day, row.n]));
  return new Map(
    files.map((file) => {
      const counted = shown.includes(file);
      const known = counted ? `${file.fileDate} 00:00:00` : null;
      return [
        file.fileId,
        {
          loaded: counted ? (byDay.get(file.fileDate ?? '') ?? 0) : 0,
          rejected: rejected.get(file.fileId) ?? 0,
          minKnownAt: known,
          maxKnownAt: known,
        },
      ];
    }),
  );
}
