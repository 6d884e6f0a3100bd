import { createWriteStream } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fail } from '../../errors.ts';
import type { ObjectInfo, ObjectStore, StoredObject } from '../../ports/object-store.ts';
import { removeAbandonedUploads } from './abandoned-uploads.ts';
import { checkedKey, isKey } from './object-key.ts';
import { type Conditions, type Expected, probeConditions, writeIf } from './s3-conditional.ts';
import { S3Connection, type S3Options } from './s3-connection.ts';
import { copyObject } from './s3-copy.ts';
import { listObjects } from './s3-list.ts';
import { uploadFile } from './s3-multipart.ts';
import type { S3Place } from './s3-place.ts';
import { openObject, readObject } from './s3-read.ts';

/**
 * The object store on a bucket, or a prefix of one. Objects of S3 appear whole; `create` and `swap` are its conditional writes.
 * Whether the store keeps their conditions is tried out before the first one: if it does not, they are refused, or, where the
 * configuration says `conditional_writes: best_effort`, decided by a look beforehand, which two writers at once can outrun.
 * @throws HoldfastError storageFailed from every operation that the store refuses after its tries, conditionalWritesMissing.
 */
export async function openS3Store(place: S3Place, options: S3Options = {}): Promise<ObjectStore> {
  return new S3Store(await S3Connection.open(place, options));
}

class S3Store implements ObjectStore {
  readonly location: string;
  readonly conditionalWrites: boolean;
  readonly #s3: S3Connection;
  #conditions: Promise<Conditions> | null = null;
  #cleaned: Promise<void> | null = null;

  constructor(connection: S3Connection) {
    this.#s3 = connection;
    this.location = connection.place.location;
    this.conditionalWrites = connection.place.conditionalWrites === 'required';
  }

  async read(key: string): Promise<StoredObject | null> {
    return readObject(this.#s3, checkedKey(key));
  }

  async open(key: string): Promise<AsyncIterable<Uint8Array> | null> {
    return (await openObject(this.#s3, checkedKey(key)))?.pieces ?? null;
  }

  async *list(prefix: string): AsyncGenerator<ObjectInfo> {
    if (prefix !== '') checkedKey(prefix.replace(/\/$/, ''));
    for await (const { key, bytes, modifiedMs } of listObjects(this.#s3, prefix))
      if (isKey(key)) yield { key, bytes, modifiedMs };
  }

  async put(key: string, body: Uint8Array): Promise<void> {
    const request = { ...this.#s3.at(checkedKey(key)), Body: Buffer.from(body) };
    const command = new this.#s3.sdk.PutObjectCommand(request);
    await this.#s3.do((options) => this.#s3.client.send(command, options));
  }

  async putFile(key: string, path: string): Promise<void> {
    checkedKey(key);
    const { size } = await stat(path);
    if (size <= this.#s3.limits.partBytes) return this.put(key, await readFile(path));
    this.#cleaned ??= removeAbandonedUploads(this.#s3);
    await this.#cleaned;
    await uploadFile(this.#s3, key, path, size);
  }

  async create(key: string, body: Uint8Array): Promise<boolean> {
    checkedKey(key);
    if ((await this.#kept()).create) return writeIf(this.#s3, key, body, null);
    return this.#writeAfterLook(key, body, null);
  }

  async swap(key: string, body: Uint8Array, expected: Expected): Promise<boolean> {
    checkedKey(key);
    const { create, swap } = await this.#kept();
    if (expected === null ? create : swap) return writeIf(this.#s3, key, body, expected);
    return this.#writeAfterLook(key, body, expected);
  }

  copy(from: string, to: string): Promise<void> {
    return copyObject(this.#s3, checkedKey(from), checkedKey(to));
  }

  async remove(key: string): Promise<void> {
    const command = new this.#s3.sdk.DeleteObjectCommand(this.#s3.at(checkedKey(key)));
    await this.#s3.do((options) => this.#s3.client.send(command, options));
  }

  async localCopy(key: string, folder: string): Promise<string | null> {
    const pieces = await this.open(key);
    if (pieces === null) return null;
    const path = join(folder, key);
    await mkdir(dirname(path), { recursive: true });
    // Flushed: who keeps it gives it a name by which it is believed to be whole.
    await pipeline(pieces, createWriteStream(path, { flush: true }));
    return path;
  }

  /** The conditions that the store keeps. */
  async #kept(): Promise<Conditions> {
    this.#conditions ??= probeConditions(this.#s3);
    const kept = await this.#conditions;
    if (this.conditionalWrites && !(kept.create && kept.swap))
      fail('conditionalWritesMissing', {
        location: this.location,
        header: kept.create ? 'If-Match' : 'If-None-Match',
      });
    return kept;
  }

  /** The weaker promise: of writers that look at the same moment more than one may win. */
  async #writeAfterLook(key: string, body: Uint8Array, expected: Expected): Promise<boolean> {
    const found = await this.read(key);
    if ((found?.etag ?? null) !== expected) return false;
    await this.put(key, body);
    return true;
  }
}
