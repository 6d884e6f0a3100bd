import type { RejectReason } from '../../core/sql/extract-stage.ts';

/** What extract found and did. Frozen and JSON-serialisable. */
export interface ExtractReport {
  readonly sources: readonly SourceReport[];
  /** Files as counted for each source, and of their rows those read and rejected. */
  readonly totals: FileCounts & Pick<RowCounts, 'read' | 'rejected'>;
}

export interface FileCounts {
  /** Files that match the source's patterns now. */
  readonly seen: number;
  /** Files loaded in this run, the replaced ones among them. */
  readonly loaded: number;
  /** Known by size and time. */
  readonly unchanged: number;
  /** Another time, the same bytes: recognised, nothing loaded. */
  readonly touched: number;
  /** Loaded again because their content changed. */
  readonly replaced: number;
  /** The same bytes (of a full export: the same day) count at another path. */
  readonly duplicate: number;
  /** Without rows, in this run. */
  readonly empty: number;
  /** Gone since an earlier run; their rows stay. */
  readonly vanished: number;
}

export interface RowCounts {
  /** Rows of the files loaded in this run. */
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
}

export interface SourceReport {
  /** raw.<system>__<name> */
  readonly source: string;
  readonly files: FileCounts;
  readonly rows: RowCounts;
  /** Rows rejected in this run, by reason. */
  readonly rejects: Readonly<Partial<Record<RejectReason, number>>>;
  /** Day of the newest file or event before the as-of date; null if there is none. */
  readonly newest: string | null;
  /** Older than freshness.warn_after_days. */
  readonly stale: boolean;
  readonly notes: readonly string[];
}
