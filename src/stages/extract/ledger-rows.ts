import type { FilesRow } from '../../core/sql/meta-tables.ts';
import { fail } from '../../errors.ts';
import { versionOf } from './file-version.ts';
import type { StagedBatch, StagedFile } from './staged-batch.ts';
import { brokenLines } from './tolerance.ts';

/** What the database says it wrote for a batch. */
export interface Written {
  readonly loaded: number;
  readonly rejected: number;
  /** Good rows of each file of the batch that lost their key. */
  readonly beaten: ReadonlyMap<number, number>;
}

/**
 * The ledger's rows of a batch: its files and those that count no longer because of them.
 * @throws HoldfastError defect unless every row that was read is loaded or rejected.
 */
export function ledgerRows(staged: StagedBatch, written: Written): FilesRow[] {
  const rows = staged.files.map((file) => ledgerRow(staged, file, written));
  const total = (field: 'rows_read' | 'rows_loaded' | 'rows_rejected') =>
    rows.reduce((sum, row) => sum + row[field], 0);
  const { loaded, rejected } = written;
  const agree = total('rows_loaded') === loaded && total('rows_rejected') === rejected;
  if (!agree || total('rows_read') !== loaded + rejected) {
    const paths = rows.map((row) => row.path).join(', ');
    fail('defect', {
      detail: `${total('rows_read')} rows read, ${loaded} loaded, ${rejected} rejected of ${paths}`,
    });
  }
  return [...rows, ...staged.files.flatMap((file) => file.item.demoted)];
}

function ledgerRow({ batch }: StagedBatch, file: StagedFile, written: Written): FilesRow {
  const { item } = file;
  const unusable = file.faults + (written.beaten.get(file.fileId) ?? 0);
  return {
    file_id: file.fileId,
    source: batch.source.relation,
    path: item.file.path,
    ...versionOf(item.file),
    sha256: file.sha256,
    file_date: file.fileDate,
    status: item.becomes,
    duplicate_of: item.duplicateOf,
    rows_read: file.rows + brokenLines(file),
    rows_loaded: file.rows - unusable,
    rows_rejected: unusable + brokenLines(file),
    min_event_at: file.minEventAt,
    max_event_at: file.maxEventAt,
    ...knownRange(batch.source.kind, file),
    generation: file.generation,
  };
}

/** A full export is known on its day. */
function knownRange(kind: 'events' | 'full_export', file: StagedFile) {
  if (kind === 'events') return { min_known_at: file.minKnownAt, max_known_at: file.maxKnownAt };
  const day = file.item.becomes === 'loaded' ? `${file.fileDate} 00:00:00` : null;
  return { min_known_at: day, max_known_at: day };
}
