import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { CompletedPart } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import type { S3Connection } from './s3-connection.ts';
import { isAbsent } from './s3-errors.ts';

const MOST_PARTS = 10_000;
/** Metadata by which an upload recognises the object that it became. */
const MARK = 'holdfast-writer';

/** Makes part `number` (from 1) of an upload. */
type MakePart = (upload: { readonly uploadId: string; readonly number: number }) => Promise<CompletedPart>;

/** Uploads a file in parts, each a buffer: the SDK retries those, but no streams. @param bytes size of the file, more than 0. */
export async function uploadFile(
  connection: S3Connection,
  key: string,
  path: string,
  bytes: number,
): Promise<void> {
  const size = Math.max(connection.limits.partBytes, Math.ceil(bytes / MOST_PARTS));
  const file = await open(path);
  try {
    await inParts(connection, key, Math.ceil(bytes / size), async ({ uploadId, number }) => {
      const at = (number - 1) * size;
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(Math.min(size, bytes - at)), {
        position: at,
      });
      return connection.do(async (options) => {
        const part = { ...connection.at(key), UploadId: uploadId, PartNumber: number };
        const Body = buffer.subarray(0, bytesRead);
        const done = await connection.client.send(
          new connection.sdk.UploadPartCommand({ ...part, Body }),
          options,
        );
        return { PartNumber: number, ETag: done.ETag, ChecksumCRC32: done.ChecksumCRC32 };
      });
    });
  } finally {
    await file.close();
  }
}

/**
 * A multipart upload from its beginning to its completion. What fails is aborted once no part is on its way any more, so that nothing
 * of it stays behind.
 */
export async function inParts(
  connection: S3Connection,
  key: string,
  count: number,
  makePart: MakePart,
): Promise<void> {
  const mark = randomUUID();
  const uploadId = await begin(connection, key, mark);
  try {
    const parts = await makeAll(connection, uploadId, count, makePart);
    await complete(connection, key, { uploadId, mark, parts });
  } catch (error) {
    await abort(connection, key, uploadId);
    throw error;
  }
}

function begin(connection: S3Connection, key: string, mark: string): Promise<string> {
  return connection.do(async (options) => {
    const sums =
      connection.place.checksums === 'WHEN_SUPPORTED' ? { ChecksumAlgorithm: 'CRC32' as const } : {};
    const request = { ...connection.at(key), ...sums, Metadata: { [MARK]: mark } };
    const begun = await connection.client.send(
      new connection.sdk.CreateMultipartUploadCommand(request),
      options,
    );
    return begun.UploadId ?? '';
  });
}

/** A few parts at a time; after one that failed no other begins, and all that have begun have ended. */
async function makeAll(
  { limits }: S3Connection,
  uploadId: string,
  count: number,
  makePart: MakePart,
): Promise<CompletedPart[]> {
  const limit = pLimit(limits.parallel);
  let failed = false;
  const parts = Array.from({ length: count }, (_, index) =>
    limit(async () => {
      if (failed) return {};
      try {
        return await makePart({ uploadId, number: index + 1 });
      } catch (error) {
        failed = true;
        throw error;
      }
    }),
  );
  const results = await Promise.allSettled(parts);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

interface Finished {
  readonly uploadId: string;
  readonly mark: string;
  readonly parts: CompletedPart[];
}

/** Where the answer was lost and the SDK asked again, the store knows no such upload any more; the object bears our mark then. */
function complete(connection: S3Connection, key: string, { uploadId, mark, parts }: Finished): Promise<void> {
  return connection.do(async (options) => {
    const { sdk, client } = connection;
    const request = { ...connection.at(key), UploadId: uploadId, MultipartUpload: { Parts: parts } };
    try {
      await client.send(new sdk.CompleteMultipartUploadCommand(request), options);
    } catch (error) {
      if (!isAbsent(error)) throw error;
      const found = await client.send(new sdk.HeadObjectCommand(connection.at(key)), options);
      if (found.Metadata?.[MARK] !== mark) throw error;
    }
  });
}

/** Even after a stop: it has no signal. What can't be aborted now is by a later run (removeAbandonedUploads). */
async function abort(
  { sdk, client, ...connection }: S3Connection,
  key: string,
  uploadId: string,
): Promise<void> {
  const { bucket, prefix } = connection.place;
  const request = { Bucket: bucket, Key: `${prefix}${key}`, UploadId: uploadId };
  await client.send(new sdk.AbortMultipartUploadCommand(request)).catch(() => undefined);
}
