import { HistorySql, type Slot } from '../../core/sql/extract-history.ts';
import { literal } from '../../core/sql/quote.ts';
import type { StagedBatch, StagedFile } from './staged-batch.ts';
import { checkVanished, refuseVanished } from './vanish-bound.ts';

/** Appends one export that is newer than all others: what did not change is not touched. `before` is the day of the newest so far. */
export async function appendNewest(
  staged: StagedBatch,
  history: HistorySql,
  file: StagedFile,
  before: string | null,
): Promise<void> {
  const { session } = staged;
  const after = file.fileDate ?? '';
  await session.run(history.createTouchedByNewest());
  const [count] = await session.rows<{ entities: number; touched: number; gone: number }>(
    history.countTouchedByNewest(),
  );
  const { entities, touched, gone } = count ?? { entities: 0, touched: 0, gone: 0 };
  if (before !== null) refuseVanished(staged, { before, after, entities, gone });
  if (touched === 0) return;
  await session.run(history.appendNewest(after));
  await noteDays(staged, [after]);
}

/** Sets exports into the history wherever their days lie. `days` are those of all exports that count, theirs among them. */
export async function setExports(
  staged: StagedBatch,
  history: HistorySql,
  shown: readonly StagedFile[],
  days: readonly string[],
): Promise<void> {
  await checkVanished(staged, history, days);
  await rebuild(
    staged,
    history,
    shown.map((file) => slotOf(file.fileDate ?? '', days)),
  );
}

/** Takes an export out: its day shows again what the day before it showed. `days` are those of the exports that stay. */
export async function takeExportOut(
  staged: StagedBatch,
  file: StagedFile,
  days: readonly string[],
): Promise<void> {
  const history = new HistorySql(staged.sql);
  const day = file.fileDate ?? '';
  await staged.session.run(history.createShownAgain(day, days.findLast((other) => other < day) ?? null));
  await rebuild(staged, history, [slotOf(day, days)]);
}

function slotOf(day: string, days: readonly string[]): Slot {
  return { day, until: days.find((other) => other > day) ?? null };
}

async function rebuild(staged: StagedBatch, history: HistorySql, slots: readonly Slot[]): Promise<void> {
  const { session } = staged;
  await session.run(history.createTouched(slots));
  const touched = await session.rows<{ day: string }>(
    `select distinct cast(_day as varchar) as day from ${history.touched} order by day`,
  );
  if (touched.length === 0) return;
  await session.run(history.createRebuilt(slots));
  await session.run(history.replaceTouched());
  await noteDays(
    staged,
    touched.map(({ day }) => day),
  );
}

/** What changed is known from the day of the export that shows it. */
async function noteDays({ session, sql, files }: StagedBatch, days: readonly string[]): Promise<void> {
  const generations = new Map(files.map((file) => [file.fileDate, file.generation]));
  const source = literal(sql.source.relation);
  const values = days.map((day) => `(${generations.get(day) ?? 0}, ${source}, timestamp ${literal(day)})`);
  await session.run(`insert into build.meta.raw_changes values ${values.join(', ')}`);
}
