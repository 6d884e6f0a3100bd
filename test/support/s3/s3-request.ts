import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** One request, read whole and taken apart. */
export interface S3Request {
  readonly operation: Operation;
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** As it came over the wire, maybe in aws-chunked frames. */
  readonly wire: Buffer;
}

export type Operation =
  | 'GetObject'
  | 'HeadObject'
  | 'PutObject'
  | 'CopyObject'
  | 'DeleteObject'
  | 'CreateMultipartUpload'
  | 'UploadPart'
  | 'UploadPartCopy'
  | 'CompleteMultipartUpload'
  | 'AbortMultipartUpload'
  | 'ListParts'
  | 'ListMultipartUploads'
  | 'ListObjectsV2'
  | 'HeadBucket'
  | 'CreateBucket'
  | 'unknown';

/** Path-style addressing: /bucket/key. */
export function readRequest(incoming: IncomingMessage, wire: Buffer): S3Request {
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  const [, bucket = '', path = ''] = /^\/([^/]*)\/?(.*)$/s.exec(url.pathname) ?? [];
  const key = decodeURIComponent(path);
  const method = incoming.method ?? 'GET';
  const query = url.searchParams;
  const operation = operationOf(method, key, query, incoming.headers);
  return { operation, method, bucket, key, query, headers: incoming.headers, wire };
}

function operationOf(
  method: string,
  key: string,
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
): Operation {
  if (key === '') return bucketOperation(method, query);
  const copies = headers['x-amz-copy-source'] !== undefined;
  if (query.has('uploads') && method === 'POST') return 'CreateMultipartUpload';
  if (query.has('uploadId')) return uploadOperation(method, copies);
  if (method === 'PUT') return copies ? 'CopyObject' : 'PutObject';
  return ({ GET: 'GetObject', HEAD: 'HeadObject', DELETE: 'DeleteObject' } as const)[method] ?? 'unknown';
}

function bucketOperation(method: string, query: URLSearchParams): Operation {
  if (method === 'HEAD') return 'HeadBucket';
  if (method === 'PUT') return 'CreateBucket';
  if (method === 'GET' && query.has('uploads')) return 'ListMultipartUploads';
  return method === 'GET' && query.get('list-type') === '2' ? 'ListObjectsV2' : 'unknown';
}

function uploadOperation(method: string, copies: boolean): Operation {
  if (method === 'PUT') return copies ? 'UploadPartCopy' : 'UploadPart';
  return (
    ({ POST: 'CompleteMultipartUpload', DELETE: 'AbortMultipartUpload', GET: 'ListParts' } as const)[
      method
    ] ?? 'unknown'
  );
}
