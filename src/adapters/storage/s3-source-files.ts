import { fail, HoldfastError } from '../../errors.ts';
import type { SourceFile, SourceFiles } from '../../ports/source-files.ts';
import { type Download, DownloadCache } from './download-cache.ts';
import { fileContent, fileSha256, isGzip, unreadable } from './file-content.ts';
import { S3Connection, type S3Options } from './s3-connection.ts';
import { isAbsent, statusOf } from './s3-errors.ts';
import { listObjects } from './s3-list.ts';
import type { S3Place } from './s3-place.ts';
import { openObject } from './s3-read.ts';

export interface S3SourceOptions extends S3Options {
  /** Where downloads are kept. */
  readonly cacheFolder: string;
  readonly cacheBytes: number;
}

/** What a download must be. */
type Version = Pick<Download, 'etag' | 'bytes'>;

/**
 * The exports below a bucket or a prefix of it. Objects are fetched when they are read and not when they are listed: what the ledger
 * knows by its ETag is never fetched.
 */
export async function openS3SourceFiles(place: S3Place, options: S3SourceOptions): Promise<SourceFiles> {
  return new S3SourceFiles(await S3Connection.open(place, options), options);
}

class S3SourceFiles implements SourceFiles {
  readonly #s3: S3Connection;
  readonly #cache: DownloadCache;
  /** The version of each path that this run reads, as it was listed. */
  readonly #versions = new Map<string, Version>();

  constructor(connection: S3Connection, { cacheFolder, cacheBytes }: S3SourceOptions) {
    this.#s3 = connection;
    this.#cache = new DownloadCache(cacheFolder, cacheBytes);
  }

  async list(folder: string): Promise<readonly SourceFile[]> {
    const found: SourceFile[] = [];
    for await (const { key, bytes, etag, modifiedMs } of listObjects(
      this.#s3,
      folder === '' ? '' : `${inside(folder)}/`,
    )) {
      // Stores' browsers leave empty objects that stand for folders.
      if (key === '' || key.split('/').some((segment) => segment === '' || segment.startsWith('.'))) continue;
      this.#versions.set(key, { etag, bytes });
      found.push({ path: key, size: bytes, modifiedMs, etag });
    }
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  async stat(path: string): Promise<SourceFile | null> {
    const { sdk, client } = this.#s3;
    return this.#s3.do(async (options) => {
      try {
        const found = await client.send(new sdk.HeadObjectCommand(this.#s3.at(inside(path))), options);
        const { ContentLength: size = 0, ETag: etag, LastModified } = found;
        return { path, size, modifiedMs: LastModified?.getTime() ?? 0, etag };
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    });
  }

  async localPath(path: string): Promise<string> {
    const version = await this.#versionOf(path);
    const open = () => this.#open(path, version.etag);
    return this.#cache.hold({ key: this.#s3.at(path).Key, ...version, open });
  }

  release(path: string): void {
    const version = this.#versions.get(path);
    if (version !== undefined) this.#cache.release({ key: this.#s3.at(path).Key, etag: version.etag });
  }

  async sha256(path: string): Promise<string> {
    const local = await this.localPath(path);
    try {
      return await fileSha256(local, isGzip(path));
    } catch (error) {
      throw unreadable(path, error);
    } finally {
      this.release(path);
    }
  }

  async *content(path: string): AsyncGenerator<Uint8Array> {
    const local = await this.localPath(path);
    try {
      yield* fileContent(local, isGzip(path));
    } catch (error) {
      throw unreadable(path, error);
    } finally {
      this.release(path);
    }
  }

  /** The bytes of the version that was listed, and of no other. */
  async #open(path: string, etag: string): Promise<AsyncIterable<Uint8Array>> {
    const found = await openObject(this.#s3, path, { match: etag }).catch((error: unknown) => {
      const cause = error instanceof HoldfastError ? error.cause : null;
      if (statusOf(cause) === 412) return null;
      throw error;
    });
    return found?.pieces ?? fail('fileChanging', { path }, { file: path });
  }

  async #versionOf(path: string): Promise<Version> {
    const known = this.#versions.get(path);
    if (known !== undefined) return known;
    const found = await this.stat(path);
    if (found?.etag === undefined)
      return fail('unreadableFile', { path, detail: 'there is no such object' }, { file: path });
    const version = { etag: found.etag, bytes: found.size };
    this.#versions.set(path, version);
    return version;
  }
}

function inside(path: string): string {
  if (path.startsWith('/') || path.split('/').includes('..')) fail('pathEscapes', { path });
  return path;
}
