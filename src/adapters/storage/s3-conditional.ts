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

/** Finds out by writing a small object of its own, which it removes. */
export async function probeConditions(connection: S3Connection): Promise<Conditions> {
  const key = `.holdfast-probe/${randomUUID()}`;
  const write = async (expected: Expected): Promise<string> => {
    const probe = { key, body: Buffer.from('probe'), expected, mark: randomUUID() };
    return tryWrite(connection, probe).catch((error: unknown) => unknownCondition(error));
  };
  try {
    const created = await write(null);
    const create = created === 'won' && (await write(null)) === 'refused';
    const etag = await connection.do(async (options) => {
      const put = { ...connection.at(key), Body: Buffer.from('probe') };
      return (await connection.client.send(new connection.sdk.PutObjectCommand(put), options)).ETag;
    });
    const swap =
      (await write('"0123456789abcdef0123456789abcdef"')) === 'refused' &&
      (await write(etag ?? '')) === 'won';
    return { create, swap };
  } finally {
    const request = new connection.sdk.DeleteObjectCommand(connection.at(key));
    await connection.do((options) => connection.client.send(request, options));
  }
}

/** 501 and 400 say that the store does not know the header. */
function unknownCondition(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  if (statusOf(cause) === 501 || statusOf(cause) === 400) return 'unknown';
  throw error;
}
