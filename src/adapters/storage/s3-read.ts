import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { fail, HoldfastError, problem } from '../../errors.ts';
import type { StoredObject } from '../../ports/object-store.ts';
import type { S3Connection } from './s3-connection.ts';
import { isAbsent, isDamage, statusOf, storageFailure } from './s3-errors.ts';

/** An object that is being read. */
export interface S3Body {
  readonly etag: string;
  readonly bytes: number;
  readonly pieces: AsyncIterable<Uint8Array>;
}

interface Reading {
  readonly key: string;
  readonly etag: string;
  readonly bytes: number;
  readonly resume: boolean;
}

interface OpenOptions {
  /** The ETag that the object must still have. */
  readonly match?: string;
  /** False: a body that ends early is an error. */
  readonly resume?: boolean;
}

type Pieces = AsyncIterable<Uint8Array>;

/** A body that breaks before anybody reads it must not end the process: who reads it then, is told. */
function piecesOf(body: unknown): Pieces {
  const stream = body as Readable;
  return stream.on('error', () => undefined);
}

/**
 * Opens an object, or null. The SDK retries what fails before a body begins, but not a body that ends early: that is asked for
 * again from where it broke off, on condition that the object is still the same.
 */
export function openObject(
  connection: S3Connection,
  key: string,
  { match, resume = true }: OpenOptions = {},
): Promise<S3Body | null> {
  return connection.do(async (options) => {
    const { sdk, client, place } = connection;
    const condition = match === undefined ? {} : { IfMatch: match };
    const request = new sdk.GetObjectCommand({ ...connection.at(key), ...condition });
    try {
      const { Body, ETag, ContentLength } = await client.send(request, options);
      if (Body === undefined || ETag === undefined || ContentLength === undefined)
        return fail('storageFailed', { location: place.location, detail: `${key} came without its ETag` });
      const reading = { key, etag: ETag, bytes: ContentLength, resume };
      return { etag: ETag, bytes: ContentLength, pieces: resuming(connection, reading, piecesOf(Body)) };
    } catch (error) {
      if (isAbsent(error)) return null;
      throw statusOf(error) === 412 ? broken(connection, key, error) : error;
    }
  });
}

/**
 * A small object whole, or null. What breaks off, is replaced or damaged on the way is read from its beginning again: the checksum
 * of an object says nothing of its pieces.
 */
export async function readObject(connection: S3Connection, key: string): Promise<StoredObject | null> {
  const { attempts } = connection.limits;
  for (let attempt = 1; ; attempt++) {
    const found = await openObject(connection, key, { resume: false });
    if (found === null) return null;
    try {
      return { etag: found.etag, body: await whole(found.pieces) };
    } catch (error) {
      if (attempt >= attempts) throw error;
      await wait(25 * 2 ** attempt);
    }
  }
}

async function* resuming(
  connection: S3Connection,
  reading: Reading,
  first: Pieces,
): AsyncGenerator<Uint8Array> {
  const { key, bytes } = reading;
  const tries = reading.resume ? connection.limits.attempts : 1;
  let at = 0;
  let pieces = first;
  for (let failures = 0; ; ) {
    const before = at;
    let cause: unknown = Object.assign(new Error('cut off'), { code: 'ECONNRESET' });
    try {
      for await (const piece of pieces) {
        at += piece.length;
        yield piece;
      }
      if (at === bytes) return;
    } catch (error) {
      cause = error;
    }
    failures = at > before ? 1 : failures + 1;
    if (isDamage(cause) || at >= bytes || failures >= tries) throw broken(connection, key, cause);
    await wait(25 * 2 ** failures);
    pieces = await rest(connection, reading, at);
  }
}

function rest(connection: S3Connection, { key, etag }: Reading, from: number): Promise<Pieces> {
  return connection.do(async (options) => {
    const { sdk, client } = connection;
    const range = { Range: `bytes=${from}-`, IfMatch: etag };
    try {
      const answer = await client.send(
        new sdk.GetObjectCommand({ ...connection.at(key), ...range }),
        options,
      );
      return piecesOf(answer.Body);
    } catch (error) {
      throw statusOf(error) === 412 || isAbsent(error) ? broken(connection, key, error) : error;
    }
  });
}

function broken({ place }: S3Connection, key: string, cause: unknown): unknown {
  const { location } = place;
  const detail = `${key} was replaced while it was read`;
  return statusOf(cause) === 412 || isAbsent(cause)
    ? new HoldfastError([problem('storageFailed', { location, detail })], { cause })
    : storageFailure(location, cause);
}

async function whole(pieces: Pieces): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
