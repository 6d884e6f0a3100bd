import type { FilesRow } from '../../core/sql/meta-tables.ts';
import { fail } from '../../errors.ts';
import type { StagedBatch, StagedFile } from './stage-batch.ts';
import { brokenLines } from './tolerance.ts';

/** What was counted of each file after its rows had been moved. */
export interface FileCount {
  readonly loaded: number;
  readonly rejected: number;
  readonly minKnownAt: string | null;
  readonly maxKnownAt: string | null;
}

/**
 * The ledger's row of each file of a batch.
 * @throws HoldfastError defect unless every row that was read is loaded or rejected.
 */
export function ledgerRows(staged: StagedBatch, counted: ReadonlyMap<number, FileCount>): FilesRow[] {
  return staged.files.flatMap((file) => {
    const count = counted.get(file.fileId) ?? { loaded: 0, rejected: 0, minKnownAt: null, maxKnownAt: null };
    const read = file.rows + brokenLines(file);
    if (read !== count.loaded + count.rejected) {
      const detail = `${file.item.file.path}: ${read} rows read, ${count.loaded} loaded, ${count.rejected} rejected`;
      fail('defect', { detail });
    }
    return [ledgerRow(staged, file, { read, ...count }), ...file.item.demoted];
  });
}

function ledgerRow({ batch }: StagedBatch, file: StagedFile, count: FileCount & { read: number }): FilesRow {
  const { item } = file;
  return {
    file_id: file.fileId,
    source: batch.source.relation,
    path: item.file.path,
    size: item.file.size,
    modified_ms: item.file.modifiedMs,
    sha256: file.sha256,
    file_date: file.fileDate,
    status: item.becomes,
    duplicate_of: item.duplicateOf,
    rows_read: count.read,
    rows_loaded: count.loaded,
    rows_rejected: count.rejected,
    min_event_at: file.minEventAt,
    max_event_at: file.maxEventAt,
    min_known_at: count.minKnownAt,
    max_known_at: count.maxKnownAt,
    generation: file.generation,
  };
}
