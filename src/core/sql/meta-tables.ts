/**
 * The engine's own tables of the extract stage, in schema `meta` of the build file. `source` is always the relation,
 * `raw.<system>__<name>`. Plain SQL and not Kysely: its import alone costs a tenth of what a night with nothing new may take.
 */
export const META_TABLES: readonly string[] = [
  // The ledger: what is known of each file, and which of its rows count.
  `create table if not exists build.meta.files (
    file_id integer, source varchar, path varchar, size bigint, modified_ms bigint, sha256 varchar, file_date date,
    status varchar, duplicate_of varchar, rows_read bigint, rows_loaded bigint, rows_rejected bigint,
    min_event_at timestamp, max_event_at timestamp, min_known_at timestamp, max_known_at timestamp, generation bigint, etag varchar)`,
  // Build files of earlier versions have no such column.
  'alter table build.meta.files add column if not exists etag varchar',
  // Every row that was read and not loaded: rows_read = rows_loaded + rejects of that file.
  `create table if not exists build.meta.rejects (
    source varchar, file_id integer, path varchar, record bigint, line bigint, column_name varchar, value varchar,
    reason varchar, detail varchar)`,
  // What later stages must look at again: per committed file, from when the rows it added, removed or changed were known.
  'create table if not exists build.meta.raw_changes (generation bigint, source varchar, known_from timestamp)',
  // And of events the UTC days they happened on.
  'create table if not exists build.meta.touched_days (generation bigint, source varchar, day date)',
  // The declaration that the raw rows were loaded under.
  'create table if not exists build.meta.sources (source varchar, definition varchar)',
];

/**
 * `loaded`: its rows count. `duplicate`: the same bytes (of a full export: the same day) count at `duplicate_of`. `empty`: no
 * rows. `vanished`: the file is gone, what it brought stays.
 */
export type FileStatus = 'loaded' | 'duplicate' | 'empty' | 'vanished';

/** A row of build.meta.files. Days and instants are ISO text. */
export interface FilesRow {
  readonly file_id: number;
  readonly source: string;
  readonly path: string;
  readonly size: number;
  readonly modified_ms: number;
  readonly sha256: string;
  readonly file_date: string | null;
  readonly status: FileStatus;
  readonly duplicate_of: string | null;
  readonly rows_read: number;
  readonly rows_loaded: number;
  readonly rows_rejected: number;
  readonly min_event_at: string | null;
  readonly max_event_at: string | null;
  readonly min_known_at: string | null;
  readonly max_known_at: string | null;
  /** Null for a file that never brought rows. */
  readonly generation: number | null;
  /** Of an export in object storage. */
  readonly etag: string | null;
}

/** Columns of build.meta.files in their order. */
export const FILES_COLUMNS = [
  'file_id',
  'source',
  'path',
  'size',
  'modified_ms',
  'sha256',
  'file_date',
  'status',
  'duplicate_of',
  'rows_read',
  'rows_loaded',
  'rows_rejected',
  'min_event_at',
  'max_event_at',
  'min_known_at',
  'max_known_at',
  'generation',
  'etag',
] as const satisfies readonly (keyof FilesRow)[];

/**
 * The relation that holds the rows of events which lost to another row of their key: the raw relation's columns and
 * `_winner_file`, typed and ready to come back.
 */
export function losersOf(relation: string): string {
  return `meta.${relation.replace(/^raw\./, '')}__losers`;
}
