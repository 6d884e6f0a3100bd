import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import type { S3Request } from './s3-request.ts';

/**
 * What goes wrong with one request.
 * - status: answered so, and not done;
 * - reset: the connection ends and nothing was done; `lost`: it was done, and the answer never comes;
 * - delay: answered only after a while; truncate: the body ends early, its length having been told;
 * - corrupt: a byte of the body is another one.
 */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly code: string }
  | { readonly kind: 'reset' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  | { readonly kind: 'truncate'; readonly bytes: number }
  | { readonly kind: 'corrupt' };

/** Asked for every request that is well formed; `request` has been read whole. */
export type FaultHook = (request: S3Request) => Fault | null | undefined;

/** The same fault for the next `times` requests of an operation. */
export function faultFor(operation: S3Request['operation'], fault: Fault, times = 1): FaultHook {
  let left = times;
  return (request) => {
    if (request.operation !== operation || left === 0) return null;
    left -= 1;
    return fault;
  };
}

/** Writes an answer, or spoils it. */
export async function send(response: ServerResponse, said: Answer, fault: Fault | null): Promise<void> {
  if (fault?.kind === 'lost') {
    response.destroy();
    return;
  }
  if (fault?.kind === 'delay') await wait(fault.milliseconds, undefined, { ref: false });
  const { status, headers, body } = said;
  response.writeHead(status, { 'content-length': String(body.length), ...headers });
  if (fault?.kind === 'truncate' && fault.bytes < body.length) {
    response.write(body.subarray(0, fault.bytes), () => response.destroy());
    return;
  }
  response.end(fault?.kind === 'corrupt' ? corrupted(body) : body);
}

function corrupted(body: Buffer): Buffer {
  const copy = Buffer.from(body);
  copy[0] = (copy[0] ?? 0) ^ 0xff;
  return copy;
}
