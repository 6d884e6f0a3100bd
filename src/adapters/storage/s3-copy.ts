import type { S3Connection } from './s3-connection.ts';
import { nameOf, statusOf } from './s3-errors.ts';
import { inParts } from './s3-multipart.ts';

const MIB = 1024 ** 2;
/** Parts of a copy never come here, so they may be large. */
const LEAST_PART = 512 * MIB;
const MOST_PARTS = 10_000;

/** Copies inside the store. One request does it up to 5 GiB; what is larger is copied in parts. */
export async function copyObject(connection: S3Connection, from: string, to: string): Promise<void> {
  const CopySource = source(connection, from);
  const done = await connection.do(async (options) => {
    const request = new connection.sdk.CopyObjectCommand({ ...connection.at(to), CopySource });
    try {
      await connection.client.send(request, options);
      return true;
    } catch (error) {
      if (statusOf(error) === 400 && /^(InvalidRequest|EntityTooLarge)$/.test(nameOf(error))) return false;
      throw error;
    }
  });
  if (!done) await copyInParts(connection, from, to);
}

async function copyInParts(connection: S3Connection, from: string, to: string): Promise<void> {
  const { sdk, client } = connection;
  const head = await connection.do((options) =>
    client.send(new sdk.HeadObjectCommand(connection.at(from)), options),
  );
  const bytes = head.ContentLength ?? 0;
  const size = Math.max(LEAST_PART, Math.ceil(bytes / MOST_PARTS));
  await inParts(connection, to, Math.ceil(bytes / size), ({ uploadId, number }) =>
    connection.do(async (options) => {
      const first = (number - 1) * size;
      const range = `bytes=${first}-${Math.min(first + size, bytes) - 1}`;
      const part = { ...connection.at(to), UploadId: uploadId, PartNumber: number };
      const of = {
        CopySource: source(connection, from),
        CopySourceRange: range,
        CopySourceIfMatch: head.ETag,
      };
      const done = await client.send(new sdk.UploadPartCopyCommand({ ...part, ...of }), options);
      return {
        PartNumber: number,
        ETag: done.CopyPartResult?.ETag,
        ChecksumCRC32: done.CopyPartResult?.ChecksumCRC32,
      };
    }),
  );
}

/** bucket/key, percent-encoded but for the slashes. */
function source({ place }: S3Connection, key: string): string {
  return `${place.bucket}/${place.prefix}${key}`.split('/').map(encodeURIComponent).join('/');
}
