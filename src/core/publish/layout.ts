/**
 * Where everything lies below a publish target (docs: published layout). Keys are relative and use forward slashes.
 */
export const POINTER = '_publish/latest.json';
/** How far the readers' tables and the serving file have followed the pointer. */
export const READERS_STATE = '_publish/readers.json';
export const DICTIONARY_JSON = '_publish/dictionary.json';
export const DICTIONARY_MARKDOWN = '_publish/dictionary.md';
export const SERVING_FILE = '_serve/holdfast.duckdb';
/** All readers' tables lie below this prefix. */
export const TABLES = 'tables/';

export function dataKey(sha256: string): string {
  return `_data/${sha256}.parquet`;
}

export function manifestKey(snapshotId: string): string {
  return `_publish/manifests/${snapshotId}.json`;
}

export function catalogueKey(sha256: string): string {
  return `_publish/catalogues/${sha256}.json`;
}

/** The one object of a table and a snapshot date that readers glob for. */
export function readersKey(table: string, version: number, snapshotDate: string): string {
  return `${TABLES}${table}/v=${version}/snapshot_date=${snapshotDate}/data.parquet`;
}

/** The snapshot date of a readers' key, or null for a key of another shape. */
export function readersDate(key: string): string | null {
  return (
    /^tables\/[a-z0-9_]+\/v=\d+\/snapshot_date=(\d{4}-\d{2}-\d{2})\/data\.parquet$/.exec(key)?.[1] ?? null
  );
}
