import type { FilesRow } from '../../core/sql/meta-tables.ts';
import type { SourceFile } from '../../ports/source-files.ts';

/** What tells that a file is still the one that was seen before, without reading it. */
export type FileVersion = Pick<FilesRow, 'size' | 'modified_ms' | 'etag'>;

/** A file's version as the ledger writes it. */
export function versionOf(file: SourceFile): FileVersion {
  return { size: file.size, modified_ms: file.modifiedMs, etag: file.etag ?? null };
}

/** By size and ETag in object storage, whose times are coarse and say when a copy was made; by size and time on a disk. */
export function sameVersion(a: FileVersion, b: FileVersion): boolean {
  if (a.size !== b.size) return false;
  return a.etag !== null && b.etag !== null ? a.etag === b.etag : a.modified_ms === b.modified_ms;
}
