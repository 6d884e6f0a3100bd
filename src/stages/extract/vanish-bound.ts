import type { HistorySql } from '../../core/sql/extract-history.ts';
import { fail } from '../../errors.ts';
import type { StagedBatch } from './staged-batch.ts';
import { percent } from './tolerance.ts';

/** Two consecutive exports, how many entities the first shows, and how many of them the second does not. */
export interface Vanished {
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
  staged: StagedBatch,
  history: HistorySql,
  days: readonly string[],
): Promise<void> {
  const own = new Set(staged.files.map((file) => file.fileDate));
  const pairs = days
    .map((before, i) => ({ before, after: days[i + 1] ?? '' }))
    .filter(({ before, after }) => after !== '' && (own.has(before) || own.has(after)));
  if (pairs.length === 0) return;
  const neighbours = pairs.flatMap(({ before, after }) => [before, after]).filter((day) => !own.has(day));
  const rows = await staged.session.rows<Vanished>(history.vanished(pairs, [...new Set(neighbours)]));
  for (const row of rows) refuseVanished(staged, row);
}

export function refuseVanished(
  { files, batch }: StagedBatch,
  { before, after, entities, gone }: Vanished,
): void {
  const tolerated = batch.source.tolerate.vanished;
  if (gone <= tolerated * entities) return;
  const file = files.find((one) => one.fileDate === after) ?? files.find((one) => one.fileDate === before);
  const params = { gone, of: entities, before, after, tolerated: percent(tolerated) };
  fail('entitiesVanished', params, { file: file?.item.file.path });
}
