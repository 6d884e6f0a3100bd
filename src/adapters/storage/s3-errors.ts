import { HoldfastError, problem } from '../../errors.ts';
import { errorCode } from './durable-files.ts';

/** What the SDK notes on its errors. */
interface Noted {
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
}

/** The HTTP status of what the store answered; undefined where it did not. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error ? (error as Noted).$metadata?.httpStatusCode : undefined;
}

export function isAbsent(error: unknown): boolean {
  return statusOf(error) === 404 && nameOf(error) !== 'NoSuchBucket';
}

interface Explanation {
  readonly detail: string;
  readonly hint?: string;
}

const CREDENTIALS = 'check the credentials: environment, AWS profile, or the role of this machine';
const REGION = 'the bucket is in another region: set region';

/** In our own words: what a store or the SDK says may name keys, signatures and hosts that belong in no record. */
const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  CredentialsProviderError: { detail: 'no credentials were found', hint: CREDENTIALS },
  TokenProviderError: { detail: 'the session has expired', hint: CREDENTIALS },
  InvalidAccessKeyId: { detail: 'the access key is unknown', hint: CREDENTIALS },
  SignatureDoesNotMatch: { detail: 'the secret key is not the access key’s', hint: CREDENTIALS },
  ExpiredToken: { detail: 'the session token has expired', hint: CREDENTIALS },
  AccessDenied: { detail: 'access is denied', hint: 'the credentials are known, but may not do this' },
  RequestTimeTooSkewed: { detail: 'the clocks differ too much', hint: 'set the clock of this machine' },
  NoSuchBucket: { detail: 'there is no such bucket' },
  PermanentRedirect: { detail: 'the store sends us elsewhere', hint: REGION },
  AuthorizationHeaderMalformed: { detail: 'the request is signed for another region', hint: REGION },
  SlowDown: { detail: 'the store asks for fewer requests' },
  TimeoutError: { detail: 'no answer in time' },
  ECONNREFUSED: { detail: 'nothing answers there', hint: 'check endpoint' },
  ENOTFOUND: { detail: 'the host is unknown', hint: 'check endpoint and region' },
  EAI_AGAIN: { detail: 'the host can’t be looked up' },
  ECONNRESET: { detail: 'the connection was cut' },
  BadDigest: { detail: 'bytes were changed on the way' },
  MissingContentLength: {
    detail: 'the store refuses checksums in trailers',
    hint: 'set checksums: when_required',
  },
};

/**
 * What a store or the network did to us as HoldfastError storageFailed (69), which an orchestrator tries again; anything that is not
 * of that kind as it is.
 */
export function storageFailure(location: string, error: unknown): unknown {
  if (error instanceof HoldfastError || !isOfStorage(error)) return error;
  const status = statusOf(error);
  const name = nameOf(error);
  const known = EXPLANATIONS[name] ?? EXPLANATIONS[errorCode(error)] ?? { detail: 'the request failed' };
  const attempts = (error as Noted).$metadata?.attempts ?? 1;
  const notes = [
    name,
    status === undefined ? '' : `HTTP ${status}`,
    attempts > 1 ? `${attempts} attempts` : '',
  ];
  const detail = `${known.detail} (${notes.filter(Boolean).join(', ')})`;
  return new HoldfastError([problem('storageFailed', { location, detail }, { hint: known.hint })], {
    cause: error,
  });
}

function isOfStorage(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const known = '$metadata' in error || /^E[A-Z]/.test(errorCode(error)) || nameOf(error) in EXPLANATIONS;
  return known || isDamage(error) || error.message === 'aborted';
}

/** The SDK found a body other than its checksum says. */
export function isDamage(error: unknown): boolean {
  return error instanceof Error && /^Checksum mismatch/i.test(error.message);
}

/** A store's error code is a word; anything else is not repeated. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error';
  const code = errorCode(error);
  const name = error.name === 'Error' && code !== '' ? code : error.name;
  return /^\w{1,60}$/.test(name) ? name : 'Error';
}
