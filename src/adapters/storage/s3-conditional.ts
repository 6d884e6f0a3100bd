import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { fail } from '../../errors.ts';
import type { S3Connection } from './s3-connection.ts';
import { isAbsent, statusOf } from './s3-errors.ts';

/** Replace only what has this ETag; null: only write where nothing is. */
export type Expected = string | null;

/** Metadata of an object that names the one write it came from. */
const WRITER = 'holdfast-writer';

/**
 * Writes on a condition that the store decides; answers whether this write won.
 *
 * A refusal is believed only after a look: where the answer to a write was lost and the SDK wrote again, the store refuses the second
 * one because of the first. Each write carries a mark of its own, by which it recognises what it wrote. 409 (another write of the
 * key is under way) says nothing yet and is tried again.
 */
export async function writeIf(
  connection: S3Connection,
  key: string,
  body: Uint8Array,
  expected: Expected,
): Promise<boolean> {
  const mark = randomUUID();
  for (let attempt = 1; ; attempt++) {
    const said = await tryWrite(connection, { key, body, expected, mark });
    if (said === 'won') return true;
    if (said === 'refused') return (await markOf(connection, key)) === mark;
    if (attempt >= connection.limits.attempts) {
      if (expected !== null) return false;
      const detail = `${key} is being written by others all the time (HTTP 409)`;
      fail('storageFailed', { location: connection.place.location, detail });
    }
    await wait(50 * 2 ** attempt);
  }
}

interface Write {
  readonly key: string;
  readonly body: Uint8Array;
  readonly expected: Expected;
  readonly mark: string;
}

function tryWrite(connection: S3Connection, write: Write): Promise<'won' | 'refused' | 'busy'> {
  const { key, body, expected, mark } = write;
  return connection.do(async (options) => {
    const condition = expected === null ? { IfNoneMatch: '*' } : { IfMatch: expected };
    const content = { Body: Buffer.from(body), Metadata: { [WRITER]: mark } };
    const request = new connection.sdk.PutObjectCommand({ ...connection.at(key), ...content, ...condition });
    try {
      await connection.client.send(request, options);
      return 'won';
    } catch (error) {
      if (statusOf(error) === 409) return 'busy';
      if (statusOf(error) === 412 || isAbsent(error)) return 'refused';
      throw error;
    }
  });
}

function markOf(connection: S3Connection, key: string): Promise<string | null> {
  return connection.do(async (options) => {
    try {
      const request = new connection.sdk.HeadObjectCommand(connection.at(key));
      return (await connection.client.send(request, options)).Metadata?.[WRITER] ?? null;
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  });
}

/** What a store makes of the conditions of a write. Stores that don't know them write regardless, and say nothing. */
export interface Conditions {
  /** If-None-Match: * keeps what is there. */
  readonly create: boolean;
  /** If-Match replaces the expected object, and no other. */
  readonly swap: boolean;
}

/** Finds out by writing a small object of its own, which it removes. What goes wrong on the way is tried again as with any write. */
export async function probeConditions(connection: S3Connection): Promise<Conditions> {
  const key = `.holdfast-probe/${randomUUID()}`;
  const body = Buffer.from('probe');
  const wins = (expected: Expected) => writeIf(connection, key, body, expected).catch(unknownCondition);
  const put = new connection.sdk.PutObjectCommand({ ...connection.at(key), Body: body });
  const remove = new connection.sdk.DeleteObjectCommand(connection.at(key));
  try {
    const create = (await wins(null)) === true && (await wins(null)) === false;
    const { ETag = '' } = await connection.do((options) => connection.client.send(put, options));
    const swap = (await wins(ANOTHER_ETAG)) === false && (await wins(ETag)) === true;
    return { create, swap };
  } finally {
    await connection.do((options) => connection.client.send(remove, options));
  }
}

const ANOTHER_ETAG = '"0123456789abcdef0123456789abcdef"';

/** 501 and 400 say that the store does not know the header. */
function unknownCondition(error: unknown): 'unknown' {
  const cause = error instanceof Error ? error.cause : null;
  if (statusOf(cause) === 501 || statusOf(cause) === 400) return 'unknown';
  throw error;
}
