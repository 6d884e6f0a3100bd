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

export function dataKey(sha256: string, format = 'parquet'): string {
  return `_data/${sha256}.${format}`;
}

/** What other tools fetch: what is news of one snapshot date. All of it lies below this prefix. */
export const OUTBOX = 'outbox/';

export function outboxKey(snapshotDate: string, name: string): string {
  return `${OUTBOX}${snapshotDate}/${name}`;
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

/** Whether a key has the shape of an object whose size depends on what is published. */
export function isPublishedKey(key: string): boolean {
  return key === SERVING_FILE || /^_data\/[0-9a-f]{64}\.[a-z]+$/.test(key) || isReadersKey(key);
}

/** Whether a key has the shape of a readers' object: of a table, or of the outbox. Others are none of ours. */
export function isReadersKey(key: string): boolean {
  return (
    /^tables\/[a-z0-9_]+\/v=\d+\/snapshot_date=\d{4}-\d{2}-\d{2}\/data\.parquet$/.test(key) ||
    /^outbox\/\d{4}-\d{2}-\d{2}\/[a-z0-9_]+\.(csv|jsonl)$/.test(key)
  );
}
