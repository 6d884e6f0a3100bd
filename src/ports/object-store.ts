/**
 * Where published files live: a folder or a bucket.
 *
 * Keys are relative, with forward slashes, and no segment begins with a dot. Every write shows up whole or not at all, and
 * who reads an object while it is replaced gets the old bytes or the new ones, never a mixture.
 */
export interface ObjectStore {
  /** For people: a path or s3://bucket/prefix. It never goes into a published file. */
  readonly location: string;
  /** Whether `create` and `swap` are decided by the store itself, so that they hold between processes and machines. */
  readonly conditionalWrites: boolean;

  /** A small object whole, or null. For a key that `swap` moves this is the truth of this very moment. */
  read(key: string): Promise<StoredObject | null>;
  /** An object of any size in pieces, or null. */
  open(key: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** Every object below a prefix, which is '' or ends in '/', in the order of the keys. */
  list(prefix: string): AsyncIterable<ObjectInfo>;

  /** Writes or replaces. */
  put(key: string, body: Uint8Array): Promise<void>;
  /** Writes or replaces from a local file, which the caller leaves unchanged until it removes it. */
  putFile(key: string, path: string): Promise<void>;
  /** Writes unless the key exists; answers whether it wrote. */
  create(key: string, body: Uint8Array): Promise<boolean>;
  /**
   * Compare-and-swap: replaces the object only if its etag is still `expected` (null: only if there is none). Of several
   * writers with one expectation one wins. A key that is moved by `swap` is written by nothing else.
   * @returns whether this writer won.
   */
  swap(key: string, body: Uint8Array, expected: string | null): Promise<boolean>;
  /** Copies inside the store, replacing `to` whole. */
  copy(from: string, to: string): Promise<void>;
  /** Removes; a key that is not there is fine. */
  remove(key: string): Promise<void>;

  /** A local path that holds the object's bytes, to read only: the object itself, or a download into `folder`. Null if absent. */
  localCopy(key: string, folder: string): Promise<string | null>;
}

export interface StoredObject {
  readonly body: Uint8Array;
  /** Changes when the content does; opaque. */
  readonly etag: string;
}

export interface ObjectInfo {
  readonly key: string;
  readonly bytes: number;
  /** When it was written, by the store's clock. */
  readonly modifiedMs: number;
}
