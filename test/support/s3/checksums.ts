import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** By header name, in base64. */
export type Checksums = Readonly<Record<string, string>>;

export const CHECKSUM_HEADERS = {
  'x-amz-checksum-crc32': 'crc32',
  'x-amz-checksum-sha1': 'sha1',
  'x-amz-checksum-sha256': 'sha256',
} as const;

type Algorithm = (typeof CHECKSUM_HEADERS)[keyof typeof CHECKSUM_HEADERS];

export function checksumOf(algorithm: Algorithm, bytes: Buffer): string {
  if (algorithm !== 'crc32') return createHash(algorithm).update(bytes).digest('base64');
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString('base64');
}
