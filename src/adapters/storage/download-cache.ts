import { createHash } from 'node:crypto';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { absentAsNull, makeFolder, replaceBy, writeFlushed } from './durable-files.ts';
import { removeAbandoned, temporaryName } from './temporary-names.ts';

/** What is wanted of a store: one version of one object. */
export interface Download {
  readonly key: string;
  readonly etag: string;
  /** Its size as it was listed. */
  readonly bytes: number;
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/**
 * Downloads in a folder of bounded size, each named by its key and ETag, so that no stale one is ever taken for a newer one. The least
 * recently used ones go when there are too many bytes; those in use are kept, even where that is more than the bound. A download gets
 * its name once it is complete and flushed; what killed processes left unfinished is removed before the first one.
 */
export class DownloadCache {
  readonly #folder: string;
  readonly #unfinished: string;
  readonly #maxBytes: number;
  /** By path: downloads under way or done, and how often each is in use. */
  readonly #held = new Map<string, { readonly ready: Promise<void>; uses: number }>();
  #swept: Promise<void> | null = null;

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#unfinished = join(folder, '.unfinished');
    this.#maxBytes = maxBytes;
  }

  /** The local path of a download, which is kept until `release`. */
  async hold(download: Download): Promise<string> {
    const path = this.#path(download);
    const held = this.#held.get(path) ?? { ready: this.#fetch(download, path), uses: 0 };
    held.uses += 1;
    this.#held.set(path, held);
    try {
      await held.ready;
      return path;
    } catch (error) {
      this.#drop(path);
      throw error;
    }
  }

  /** One use less. */
  release(download: Pick<Download, 'key' | 'etag'>): void {
    this.#drop(this.#path(download));
  }

  #drop(path: string): void {
    const held = this.#held.get(path);
    if (!held) return;
    held.uses -= 1;
    if (held.uses === 0) this.#held.delete(path);
  }

  async #fetch(download: Download, path: string): Promise<void> {
    this.#swept ??= removeAbandoned(this.#unfinished);
    await this.#swept;
    const found = await absentAsNull(stat(path));
    const now = new Date();
    // Gone at this very moment, by another process that needed room, is not there.
    if (found?.size === download.bytes && (await absentAsNull(utimes(path, now, now).then(() => true))))
      return;
    const pieces = await download.open();
    await makeFolder(this.#unfinished);
    const unfinished = join(this.#unfinished, temporaryName());
    try {
      await writeFlushed(unfinished, pieces);
      await replaceBy(unfinished, path);
    } finally {
      await rm(unfinished, { force: true });
    }
    await this.#evict();
  }

  async #evict(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => !name.startsWith('.'));
    const files = await Promise.all(names.map((name) => this.#describe(join(this.#folder, name))));
    const found = files.flatMap((file) => file ?? []).sort((a, b) => a.usedMs - b.usedMs);
    let bytes = found.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of found) {
      if (bytes <= this.#maxBytes) return;
      if (this.#held.has(file.path)) continue;
      await rm(file.path, { force: true });
      bytes -= file.bytes;
    }
  }

  async #describe(path: string) {
    const found = await absentAsNull(stat(path));
    return found && { path, bytes: found.size, usedMs: found.mtimeMs };
  }

  /** The name's own ending tells the database how to read it. */
  #path({ key, etag }: Pick<Download, 'key' | 'etag'>): string {
    const version = createHash('sha256').update(`${key}\n${etag}`).digest('hex').slice(0, 32);
    const ending = /(\.[\w-]{1,10}){0,2}$/.exec(basename(key))?.[0] ?? '';
    return join(this.#folder, `${version}${ending}`);
  }
}
