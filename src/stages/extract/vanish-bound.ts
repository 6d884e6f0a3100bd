import type { HistorySql } from '../../core/sql/extract-history.ts';
import { fail } from '../../errors.ts';
import type { StagedBatch } from './stage-batch.ts';
import { percent } from './tolerance.ts';

interface VanishedRow {
  readonly before: string;
  readonly after: string;
  readonly entities: number;
  readonly gone: number;
}

/**
 * Refuses an export in which too many entities are gone that the export before it shows, or that lacks too many to the next.
 * `days` are those of all exports that count, with the batch's own.
 * @throws HoldfastError entitiesVanished at the file that is being loaded.
 */
export async function checkVanished(
  { session, files, batch }: StagedBatch,
  history: HistorySql,
  days: readonly string[],
): Promise<void> {
  const tolerated = batch.source.tolerate.vanished;
  const own = new Map(files.map((file) => [file.fileDate ?? '', file]));
  const pairs = days
    .map((before, i) => ({ before, after: days[i + 1] ?? '' }))
    .filter(({ before, after }) => after !== '' && (own.has(before) || own.has(after)));
  if (pairs.length === 0) return;
  const known = [...new Set(pairs.flatMap(({ before, after }) => [before, after]))].filter(
    (day) => !own.has(day),
  );
  for (const row of await session.rows<VanishedRow>(history.vanished(pairs, known))) {
    if (row.gone <= tolerated * row.entities) continue;
    const file = (own.get(row.after) ?? own.get(row.before))?.item.file.path;
    const { gone, before, after, entities } = row;
    fail('entitiesVanished', { gone, of: entities, before, after, tolerated: percent(tolerated) }, { file });
  }
}
