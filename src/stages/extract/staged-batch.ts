import type { LoadSql, StagedFileKeys } from '../../core/sql/extract-load.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { Batch, LoadItem } from './batch.ts';
import type { BrokenRow } from './broken-rows.ts';

/** A batch whose files have been read and typed into a temp table of its session; nothing of the build file has changed. */
export interface StagedBatch {
  readonly batch: Batch;
  readonly session: Session;
  readonly sql: LoadSql;
  readonly files: readonly StagedFile[];
  /** How many keys the batch itself holds more than once; of full exports, within one file. They stand in a temp table. */
  readonly repeatedKeys: number;
}

export interface StagedFile extends StagedFileKeys {
  readonly item: LoadItem;
  readonly sha256: string;
  /** Records in the stage. */
  readonly rows: number;
  /** Of them, those that can't be loaded. */
  readonly faults: number;
  /** Rows that never reached the stage. */
  readonly broken: readonly BrokenRow[];
  /** Event times of the good rows, as text. */
  readonly minEventAt: string | null;
  readonly maxEventAt: string | null;
  /** When the good rows could first have been seen. */
  readonly minKnownAt: string | null;
  readonly maxKnownAt: string | null;
  /** The UTC days of their event times, ascending. */
  readonly days: readonly string[];
}
