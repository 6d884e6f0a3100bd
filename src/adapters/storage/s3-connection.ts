import type { S3Client } from '@aws-sdk/client-s3';
import { storageFailure } from './s3-errors.ts';
import type { S3Place } from './s3-place.ts';

type Sdk = typeof import('@aws-sdk/client-s3');

/** Sizes and patience; the defaults suit any store, tests have less time. */
export interface S3Limits {
  /** Files up to this go in one request, larger ones in parts of it. S3 allows 10,000 parts, which grow where that is too few. */
  readonly partBytes: number;
  /** Tries of one request, with growing pauses between them. */
  readonly attempts: number;
  /** Until an answer begins. */
  readonly answerMs: number;
  /** Transfers at once. */
  readonly parallel: number;
}

export interface S3Options {
  readonly limits?: Partial<S3Limits>;
  /** Ends every request. */
  readonly signal?: AbortSignal | undefined;
}

const DEFAULTS: S3Limits = { partBytes: 8 * 1024 * 1024, attempts: 5, answerMs: 60_000, parallel: 4 };

/** An open way to one place of a store. */
export class S3Connection {
  readonly place: S3Place;
  readonly sdk: Sdk;
  readonly client: S3Client;
  readonly limits: S3Limits;
  readonly #signal: AbortSignal | undefined;

  private constructor(place: S3Place, sdk: Sdk, { limits, signal }: S3Options) {
    this.place = place;
    this.sdk = sdk;
    this.limits = { ...DEFAULTS, ...limits };
    this.#signal = signal;
    const { endpoint, region } = place;
    this.client = new sdk.S3Client({
      ...(endpoint === undefined ? {} : { endpoint }),
      // Stores beside AWS take any region, but a signature needs one.
      ...(region === undefined && endpoint === undefined ? {} : { region: region ?? 'us-east-1' }),
      forcePathStyle: place.forcePathStyle,
      requestChecksumCalculation: place.checksums,
      responseChecksumValidation: place.checksums,
      maxAttempts: this.limits.attempts,
      requestHandler: {
        connectionTimeout: 10_000,
        requestTimeout: this.limits.answerMs,
        throwOnRequestTimeout: true,
        socketTimeout: this.limits.answerMs,
      },
    });
  }

  /** The SDK takes a fifth of a second to import: only who speaks to S3 pays for it. */
  static async open(place: S3Place, options: S3Options = {}): Promise<S3Connection> {
    return new S3Connection(place, await import('@aws-sdk/client-s3'), options);
  }

  /** What the bucket calls a key of the place. */
  at(key: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.place.bucket, Key: `${this.place.prefix}${key}` };
  }

  /** Runs requests, each of which gets the signal that ends it. @throws HoldfastError storageFailed, or why we were stopped. */
  async do<T>(work: (options: { abortSignal?: AbortSignal }) => Promise<T>): Promise<T> {
    try {
      this.#signal?.throwIfAborted();
      return await work(this.#signal === undefined ? {} : { abortSignal: this.#signal });
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw storageFailure(this.place.location, error);
    }
  }
}
