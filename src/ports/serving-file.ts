/** The one file that BI tools open: every published table with its history, readable while the next one is being built. */
export interface ServingFile {
  /**
   * Builds a complete database file at `path`, closed and without a write-ahead log. Beside its own columns each table gets
   * `snapshot_date` (DATE), as a reader of the partitioned Parquet sees it.
   */
  build(path: string, content: ServingContent, options?: ServingOptions): Promise<void>;
}

interface ServingOptions {
  /** An earlier serving file: parts that it holds already are taken from it. A file that can't be used is passed over. */
  readonly previous?: string | null;
  readonly signal?: AbortSignal | undefined;
}

export interface ServingContent {
  readonly tables: readonly ServingTable[];
  readonly views: readonly ServingView[];
}

export interface ServingTable {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly ServingColumn[];
  readonly parts: readonly ServingPart[];
}

interface ServingColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

/** One Parquet file of one snapshot date. A column that the file lacks is null. */
export interface ServingPart {
  readonly snapshotDate: string;
  readonly sha256: string;
  readonly rows: number;
  /** A local file with its bytes: asked for only if the part has to be read. */
  path(): Promise<string>;
}

/** A view with the rows of one or more tables, one after the other: with the columns that all of them have, as the first one has them. */
export interface ServingView {
  readonly name: string;
  readonly comment: string;
  readonly sources: readonly ServingSource[];
}

/** Rows of one table: of these snapshot dates alone, or of all but these. */
export interface ServingSource {
  readonly table: string;
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}
