import { S3Connection, type S3Options } from './s3-connection.ts';
import type { S3Place } from './s3-place.ts';

export interface S3Health {
  /** Whether anything lies at the place. */
  readonly empty: boolean;
  /** How far the store's clock is ahead of ours; requests are refused from a quarter of an hour on. Null where it tells no time. */
  readonly clockAheadMs: number | null;
}

/** Asks for the first object of a place: can it be reached, with these credentials, and what time is it there? Writes nothing. */
export async function s3Health(place: S3Place, options: S3Options, now: () => number): Promise<S3Health> {
  const connection = await S3Connection.open(place, options);
  const { sdk, client } = connection;
  let date: string | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      date = (result.response as { headers?: Record<string, string> }).headers?.['date'];
      return result;
    },
    { step: 'deserialize' },
  );
  const request = new sdk.ListObjectsV2Command({ Bucket: place.bucket, Prefix: place.prefix, MaxKeys: 1 });
  const page = await connection.do((ways) => client.send(request, ways));
  const clockAheadMs = date === undefined ? null : Date.parse(date) - now();
  return { empty: (page.KeyCount ?? page.Contents?.length ?? 0) === 0, clockAheadMs };
}
