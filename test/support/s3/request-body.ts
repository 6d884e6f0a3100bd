import { createHash } from 'node:crypto';
import { CHECKSUM_HEADERS, type Checksums, checksumOf } from './checksums.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';

export interface RequestBody {
  readonly bytes: Buffer;
  /** What the client said its checksums are, all of them found right. */
  readonly checksums: Checksums;
}

/** The content of a request, unframed; its length, digests and checksums are held against what the request says of them. */
export function requestBody(request: S3Request): RequestBody {
  const { headers } = request;
  const framed = String(headers['content-encoding'] ?? '').includes('aws-chunked');
  const signed = String(headers['x-amz-content-sha256'] ?? '');
  if (framed !== signed.startsWith('STREAMING-'))
    throw new S3Error(400, 'InvalidRequest', 'aws-chunked and x-amz-content-sha256 disagree');
  const { bytes, trailers } = framed ? unframe(request.wire) : { bytes: request.wire, trailers: new Map() };
  const length = headers[framed ? 'x-amz-decoded-content-length' : 'content-length'];
  if (Number(length) !== bytes.length) throw new S3Error(411, 'MissingContentLength');
  if (!framed && /^[0-9a-f]{64}$/.test(signed) && digest('sha256', bytes, 'hex') !== signed)
    throw new S3Error(400, 'XAmzContentSHA256Mismatch');
  const md5 = headers['content-md5'];
  if (md5 !== undefined && digest('md5', bytes, 'base64') !== md5) throw new S3Error(400, 'BadDigest');
  return { bytes, checksums: checkedSums(request, bytes, trailers) };
}

function checkedSums(request: S3Request, bytes: Buffer, trailers: ReadonlyMap<string, string>): Checksums {
  const checksums: Record<string, string> = {};
  const announced = request.headers['x-amz-trailer'];
  if (typeof announced === 'string' && !trailers.has(announced))
    throw new S3Error(400, 'MalformedTrailerError');
  for (const [name, algorithm] of Object.entries(CHECKSUM_HEADERS)) {
    const said = trailers.get(name) ?? request.headers[name];
    if (typeof said !== 'string') continue;
    if (checksumOf(algorithm, bytes) !== said) throw new S3Error(400, 'BadDigest', `${name} does not match`);
    checksums[name] = said;
  }
  return checksums;
}

/** Takes aws-chunked apart: `<hex size>[;chunk-signature=...]\r\n<bytes>\r\n`, a chunk of size 0, trailers. */
function unframe(wire: Buffer): { bytes: Buffer; trailers: Map<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = wire.indexOf('\r\n', at);
    const size = Number.parseInt(wire.toString('latin1', at, end).split(';')[0] ?? '', 16);
    if (end < 0 || Number.isNaN(size)) throw new S3Error(400, 'IncompleteBody');
    at = end + 2;
    if (size === 0) break;
    chunks.push(wire.subarray(at, at + size));
    at += size + 2;
  }
  const lines = wire.toString('latin1', at).split('\r\n').filter(Boolean);
  const trailers = lines.map(
    (line) => [line.split(':')[0] ?? '', line.slice(line.indexOf(':') + 1)] as const,
  );
  return { bytes: Buffer.concat(chunks), trailers: new Map(trailers) };
}

function digest(algorithm: string, bytes: Buffer, encoding: 'hex' | 'base64'): string {
  return createHash(algorithm).update(bytes).digest(encoding);
}
