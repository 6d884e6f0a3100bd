import type { MultipartUpload } from '@aws-sdk/client-s3';
import { isPublishedKey } from '../../core/publish/layout.ts';
import type { S3Connection } from './s3-connection.ts';

const LONG_AGO_MS = 24 * 60 * 60 * 1000;

/**
 * Aborts what killed writers left of uploads more than a day ago; others may still be at work on younger ones. A place may be a whole
 * bucket that others write into as well, and an upload doesn't say whose it is: only keys that a publish writes are ours.
 */
export async function removeAbandonedUploads(connection: S3Connection): Promise<void> {
  const { sdk, client, place } = connection;
  // Not every account may list uploads; the bucket's own lifecycle rule is the other way to be rid of them.
  for (const { Key = '', UploadId } of await uploadsOf(connection).catch(() => [])) {
    const old = new sdk.AbortMultipartUploadCommand({ Bucket: place.bucket, Key, UploadId });
    await connection.do((options) => client.send(old, options)).catch(() => undefined);
  }
}

/** Our own uploads that began long ago, of all pages. */
async function uploadsOf(connection: S3Connection): Promise<MultipartUpload[]> {
  const { sdk, client, place } = connection;
  const found: MultipartUpload[] = [];
  let after = {};
  for (;;) {
    const request = { Bucket: place.bucket, Prefix: place.prefix, ...after };
    const page = await connection.do((options) =>
      client.send(new sdk.ListMultipartUploadsCommand(request), options),
    );
    found.push(...(page.Uploads ?? []).filter((upload) => isAbandoned(upload, place.prefix)));
    if (page.IsTruncated !== true || page.NextKeyMarker === undefined) return found;
    after = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
}

function isAbandoned({ Key = '', Initiated }: MultipartUpload, prefix: string): boolean {
  const isOld = Initiated !== undefined && Date.now() - Initiated.getTime() > LONG_AGO_MS;
  return isOld && isPublishedKey(Key.slice(prefix.length));
}
