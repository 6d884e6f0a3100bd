import type { Rival } from '../../core/sql/extract-duplicates.ts';
import type { FilesRow } from '../../core/sql/meta-tables.ts';
import { inOrder } from './find-files.ts';
import { counts } from './ledger.ts';
import type { StagedBatch } from './staged-batch.ts';

interface Span {
  readonly lo: string;
  readonly hi: string;
}

/** Known files whose rows can compete with those of a batch. */
export interface Neighbours {
  /** Their event times overlap with those of a file that comes or goes: their rows may change. */
  readonly near: readonly FilesRow[];
  /** Their event times overlap with those of a near file: what its rows may lose to. The near ones are among them. */
  readonly around: readonly FilesRow[];
}

export function neighboursOf(
  known: Iterable<FilesRow>,
  staged: StagedBatch,
  removed: readonly FilesRow[],
): Neighbours {
  const own = new Set([...staged.files.map((file) => file.fileId), ...removed.map((row) => row.file_id)]);
  const others = [...known].filter((row) => counts(row) && !own.has(row.file_id));
  const spans = [
    ...staged.files.flatMap((file) => span(file.minEventAt, file.maxEventAt)),
    ...removed.flatMap((row) => span(row.min_event_at, row.max_event_at)),
  ];
  const near = others.filter((row) => overlaps(row, spans));
  if (near.length === 0) return { near, around: near };
  const nearSpans = near.flatMap((row) => span(row.min_event_at, row.max_event_at));
  return { near, around: others.filter((row) => overlaps(row, nearSpans)) };
}

function span(lo: string | null, hi: string | null): Span[] {
  return lo === null || hi === null ? [] : [{ lo, hi }];
}

/** ISO text of one form compares as the instants do. */
function overlaps(row: FilesRow, spans: readonly Span[]): boolean {
  const { min_event_at: lo, max_event_at: hi } = row;
  return lo !== null && hi !== null && spans.some((other) => lo <= other.hi && other.lo <= hi);
}

/** The files of the batch and around it in the order in which their rows count. */
export function rivalsOf(staged: StagedBatch, around: readonly FilesRow[]): Rival[] {
  const files = [
    ...staged.files.map((file) => ({
      fileId: file.fileId,
      fileDate: file.fileDate,
      path: file.item.file.path,
      lo: file.minEventAt,
      hi: file.maxEventAt,
    })),
    ...around.map((row) => ({
      fileId: row.file_id,
      fileDate: row.file_date,
      path: row.path,
      lo: row.min_event_at,
      hi: row.max_event_at,
    })),
  ];
  return files
    .sort(inOrder)
    .flatMap(({ fileId, lo, hi }, order) =>
      lo === null || hi === null ? [] : [{ fileId, order, minEventAt: lo, maxEventAt: hi }],
    );
}
