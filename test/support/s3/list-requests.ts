import { type Answer, xmlAnswer } from './answer.ts';
import type { Bucket } from './bucket.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';

/** ListObjectsV2: at most 1,000 keys a page in the order of their bytes; the token is opaque. */
export function listObjects(bucket: Bucket, { query, bucket: name }: S3Request): Answer {
  const prefix = query.get('prefix') ?? '';
  const size = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
  const after = startOf(query.get('continuation-token')) ?? query.get('start-after') ?? '';
  const keys = [...bucket.objects.keys()]
    .filter((key) => key.startsWith(prefix) && Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0)
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const page = keys.slice(0, size);
  const truncated = keys.length > page.length;
  const encode = query.get('encoding-type') === 'url' ? encodeURIComponent : (key: string) => key;
  return xmlAnswer('ListBucketResult', {
    Name: name,
    Prefix: encode(prefix),
    KeyCount: page.length,
    MaxKeys: size,
    IsTruncated: truncated,
    NextContinuationToken: truncated ? token(page.at(-1) ?? '') : undefined,
    Contents: page.map((key) => {
      const { bytes, etag, modified } = bucket.object(key);
      return { Key: encode(key), LastModified: modified.toISOString(), ETag: etag, Size: bytes.length };
    }),
  });
}

function token(key: string): string {
  return Buffer.from(`after ${key}`).toString('base64');
}

function startOf(text: string | null): string | null {
  if (text === null) return null;
  const said = Buffer.from(text, 'base64').toString();
  if (!said.startsWith('after '))
    throw new S3Error(400, 'InvalidArgument', 'The continuation token is incorrect');
  return said.slice('after '.length);
}
