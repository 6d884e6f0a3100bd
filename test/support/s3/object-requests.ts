import { type Answer, answer, xmlAnswer } from './answer.ts';
import { type Bucket, type Stored, stored } from './bucket.ts';
import { checkReadCondition, checkWriteConditions } from './conditions.ts';
import { requestBody } from './request-body.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';

export function getObject(bucket: Bucket, request: S3Request): Answer {
  const found = bucket.object(request.key);
  checkReadCondition(request.headers['if-match'], found);
  const range = request.headers.range;
  if (range === undefined) return answer(200, describe(found, request), found.bytes);
  const [from, to] = rangeOf(range, found.bytes.length);
  const headers = { ...describe(found, null), 'content-range': `bytes ${from}-${to}/${found.bytes.length}` };
  return answer(206, headers, found.bytes.subarray(from, to + 1));
}

export function headObject(bucket: Bucket, request: S3Request): Answer {
  const found = bucket.object(request.key);
  return answer(200, { ...describe(found, request), 'content-length': String(found.bytes.length) });
}

export function putObject(bucket: Bucket, request: S3Request): Answer {
  const { bytes, checksums } = requestBody(request);
  checkWriteConditions(request, bucket.objects.get(request.key));
  const object = stored(bytes, { headers: keptHeaders(request), checksums });
  bucket.objects.set(request.key, object);
  return answer(200, { etag: object.etag, ...checksums });
}

/** `limit` is the largest source that one copy takes; AWS has 5 GiB. */
export function copyObject(bucket: Bucket, request: S3Request, limit: number): Answer {
  const source = bucket.object(copySource(request));
  if (source.bytes.length > limit)
    throw new S3Error(
      400,
      'InvalidRequest',
      'The specified copy source is larger than the maximum allowable size',
    );
  checkReadCondition(request.headers['x-amz-copy-source-if-match'], source);
  checkWriteConditions(request, bucket.objects.get(request.key));
  const { bytes, headers, checksums } = source;
  const object = stored(bytes, { headers, checksums });
  bucket.objects.set(request.key, object);
  return xmlAnswer('CopyObjectResult', { ETag: object.etag, LastModified: object.modified.toISOString() });
}

export function deleteObject(bucket: Bucket, request: S3Request): Answer {
  bucket.objects.delete(request.key);
  return answer(204);
}

/** The key of x-amz-copy-source, which is bucket/key, each percent-encoded. */
export function copySource({ headers }: S3Request): string {
  const source = decodeURIComponent(String(headers['x-amz-copy-source'])).replace(/^\//, '');
  return source.slice(source.indexOf('/') + 1);
}

export function keptHeaders({ headers }: S3Request): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => /^(x-amz-meta-|content-type$)/.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

/** First and last byte, both inside. */
export function rangeOf(header: string, length: number): [number, number] {
  const [, from = '', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(header) ?? [];
  if (from === '' || Number(from) >= length) throw new S3Error(416, 'InvalidRange');
  return [Number(from), to === '' ? length - 1 : Math.min(Number(to), length - 1)];
}

/** Checksums are told only where the client asked for them, and never for a part of an object. */
function describe(found: Stored, request: S3Request | null): Record<string, string> {
  const asked = request?.headers['x-amz-checksum-mode'] === 'ENABLED';
  return {
    ...found.headers,
    etag: found.etag,
    'last-modified': found.modified.toUTCString(),
    'accept-ranges': 'bytes',
    ...(asked ? found.checksums : {}),
  };
}
