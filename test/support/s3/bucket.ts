import { createHash, randomUUID } from 'node:crypto';
import type { Checksums } from './checksums.ts';
import { S3Error } from './s3-error.ts';

export interface Stored {
  readonly bytes: Buffer;
  /** With its quotes. */
  readonly etag: string;
  readonly modified: Date;
  /** x-amz-meta-* and content-type, as they came. */
  readonly headers: Readonly<Record<string, string>>;
  readonly checksums: Checksums;
}

export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly begun: Date;
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Map<number, Stored>;
}

/** What a bucket holds, in memory. */
export class Bucket {
  readonly objects = new Map<string, Stored>();
  readonly uploads = new Map<string, Upload>();

  object(key: string): Stored {
    return this.objects.get(key) ?? raise(new S3Error(404, 'NoSuchKey'));
  }

  begin(key: string, headers: Readonly<Record<string, string>>): Upload {
    const upload = { id: randomUUID(), key, begun: new Date(), headers, parts: new Map() };
    this.uploads.set(upload.id, upload);
    return upload;
  }

  upload(id: string | null, key: string): Upload {
    const found = this.uploads.get(id ?? '');
    return found?.key === key ? found : raise(new S3Error(404, 'NoSuchUpload'));
  }
}

export function stored(
  bytes: Buffer,
  more: Partial<Pick<Stored, 'headers' | 'checksums' | 'etag'>> = {},
): Stored {
  return { bytes, etag: `"${md5(bytes)}"`, modified: new Date(), headers: {}, checksums: {}, ...more };
}

/** S3's ETag of an object that was put together from parts. */
export function multipartEtag(parts: readonly Stored[]): string {
  const sums = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag.replaceAll('"', ''), 'hex')));
  return `"${md5(sums)}-${parts.length}"`;
}

function md5(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex');
}

function raise(error: Error): never {
  throw error;
}
