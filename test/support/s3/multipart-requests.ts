import { type Answer, answer, xmlAnswer } from './answer.ts';
import { type Bucket, multipartEtag, type Stored, stored } from './bucket.ts';
import { checkWriteConditions } from './conditions.ts';
import { copySource, keptHeaders, rangeOf } from './object-requests.ts';
import { requestBody } from './request-body.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';

/** All parts but the last must have this many bytes. */
const LEAST_PART = 5 * 1024 * 1024;

export function createUpload(bucket: Bucket, request: S3Request): Answer {
  const { id } = bucket.begin(request.key, keptHeaders(request));
  return xmlAnswer('InitiateMultipartUploadResult', {
    Bucket: request.bucket,
    Key: request.key,
    UploadId: id,
  });
}

export function uploadPart(bucket: Bucket, request: S3Request): Answer {
  const { bytes, checksums } = requestBody(request);
  const part = stored(bytes, { checksums });
  addPart(bucket, request, part);
  return answer(200, { etag: part.etag, ...checksums });
}

export function uploadPartCopy(bucket: Bucket, request: S3Request): Answer {
  const { bytes } = bucket.object(copySource(request));
  const [from, to] = rangeOf(String(request.headers['x-amz-copy-source-range'] ?? 'bytes=0-'), bytes.length);
  const part = stored(bytes.subarray(from, to + 1));
  addPart(bucket, request, part);
  return xmlAnswer('CopyPartResult', { ETag: part.etag, LastModified: part.modified.toISOString() });
}

function addPart(bucket: Bucket, request: S3Request, part: Stored): void {
  const number = Number(request.query.get('partNumber'));
  if (!(number >= 1 && number <= 10_000)) throw new S3Error(400, 'InvalidArgument');
  bucket.upload(request.query.get('uploadId'), request.key).parts.set(number, part);
}

export function completeUpload(bucket: Bucket, request: S3Request): Answer {
  const upload = bucket.upload(request.query.get('uploadId'), request.key);
  const parts = namedParts(requestBody(request).bytes.toString(), upload.parts);
  checkWriteConditions(request, bucket.objects.get(request.key));
  const etag = multipartEtag(parts);
  const bytes = Buffer.concat(parts.map((part) => part.bytes));
  bucket.objects.set(request.key, stored(bytes, { etag, headers: upload.headers }));
  bucket.uploads.delete(upload.id);
  return xmlAnswer('CompleteMultipartUploadResult', { Bucket: request.bucket, Key: request.key, ETag: etag });
}

/** The parts that the request names, in its order, which must rise; each must be what was uploaded. */
function namedParts(body: string, uploaded: ReadonlyMap<number, Stored>): Stored[] {
  const named = [...body.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => part);
  if (named.length === 0) throw new S3Error(400, 'MalformedXML');
  let last = 0;
  return named.map((text, index) => {
    const number = Number(/<PartNumber>(\d+)<\/PartNumber>/.exec(text)?.[1]);
    if (number <= last) throw new S3Error(400, 'InvalidPartOrder');
    last = number;
    const etag = (/<ETag>(.*?)<\/ETag>/.exec(text)?.[1] ?? '').replaceAll('&quot;', '"');
    const part = uploaded.get(number);
    const crc = /<ChecksumCRC32>(.*?)<\/ChecksumCRC32>/.exec(text)?.[1];
    const wrongSum = crc !== undefined && crc !== part?.checksums['x-amz-checksum-crc32'];
    if (part?.etag !== etag || wrongSum) throw new S3Error(400, 'InvalidPart');
    if (index < named.length - 1 && part.bytes.length < LEAST_PART) throw new S3Error(400, 'EntityTooSmall');
    return part;
  });
}

export function abortUpload(bucket: Bucket, request: S3Request): Answer {
  bucket.uploads.delete(bucket.upload(request.query.get('uploadId'), request.key).id);
  return answer(204);
}

export function listParts(bucket: Bucket, request: S3Request): Answer {
  const upload = bucket.upload(request.query.get('uploadId'), request.key);
  const parts = [...upload.parts].sort(([a], [b]) => a - b);
  return xmlAnswer('ListPartsResult', {
    UploadId: upload.id,
    IsTruncated: false,
    Part: parts.map(([number, part]) => ({ PartNumber: number, ETag: part.etag, Size: part.bytes.length })),
  });
}

/** At most 1,000 a page in the order of key and id; what lies at the markers has been listed. */
export function listUploads(bucket: Bucket, request: S3Request): Answer {
  const prefix = request.query.get('prefix') ?? '';
  const [key, id] = ['key-marker', 'upload-id-marker'].map((name) => request.query.get(name) ?? '');
  const after = placeOf({ key: key ?? '', id: id ?? '' });
  const uploads = [...bucket.uploads.values()]
    .filter((upload) => upload.key.startsWith(prefix) && (key === '' || placeOf(upload) > after))
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const page = uploads.slice(0, 1000);
  const last = page.length < uploads.length ? page.at(-1) : undefined;
  return xmlAnswer('ListMultipartUploadsResult', {
    Bucket: request.bucket,
    IsTruncated: last !== undefined,
    NextKeyMarker: last?.key,
    NextUploadIdMarker: last?.id,
    Upload: page.map(({ id, key, begun }) => ({ Key: key, UploadId: id, Initiated: begun.toISOString() })),
  });
}

function placeOf({ key, id }: { readonly key: string; readonly id: string }): string {
  return `${key}\n${id}`;
}
