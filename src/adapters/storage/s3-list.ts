import type { S3Connection } from './s3-connection.ts';

/** One object of a listing; its key is relative to the place. */
export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  readonly etag: string;
  readonly modifiedMs: number;
}

/** Every object whose key begins so, page by page, in the order of the keys' bytes. */
export async function* listObjects(connection: S3Connection, prefix: string): AsyncGenerator<ListedObject> {
  const { sdk, client, place } = connection;
  let token: string | undefined;
  do {
    const place_ = { Bucket: place.bucket, Prefix: `${place.prefix}${prefix}` };
    const request = { ...place_, ...(token === undefined ? {} : { ContinuationToken: token }) };
    const page = await connection.do((options) =>
      client.send(new sdk.ListObjectsV2Command(request), options),
    );
    for (const { Key = '', Size = 0, ETag = '', LastModified } of page.Contents ?? [])
      yield {
        key: Key.slice(place.prefix.length),
        bytes: Size,
        etag: ETag,
        modifiedMs: LastModified?.getTime() ?? 0,
      };
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}
