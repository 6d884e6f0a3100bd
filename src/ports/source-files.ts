/** A raw export as it lies there now. */
export interface SourceFile {
  /** Relative to the exports' root, with forward slashes. */
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  /** In object storage: changes when the content does; opaque. Where there is one, size and time need not be asked. */
  readonly etag?: string | undefined;
}

/**
 * The raw exports: files below one root, read-only. Paths are relative with forward slashes and can't leave the root.
 * A file that is gone or can't be read is HoldfastError unreadableFile; a path that leaves the root is pathEscapes.
 */
export interface SourceFiles {
  /** Every file at or below a folder ('' is the root), sorted by path; none if the folder is not there. Hidden names are left out. */
  list(folder: string): Promise<readonly SourceFile[]>;
  /** Null when the file is not there (any more). */
  stat(path: string): Promise<SourceFile | null>;
  /** Where the database finds the bytes, until `release` has been called as often. */
  localPath(path: string): Promise<string>;
  /** What `localPath` gave is needed no longer: a download may go. */
  release(path: string): void;
  /** Hash of the bytes as they lie there. A .gz file is unpacked on the way, so that one that was cut off is refused. */
  sha256(path: string): Promise<string>;
  /** The content in pieces, gunzipped when the name ends in .gz. */
  content(path: string): AsyncIterable<Uint8Array>;
}
