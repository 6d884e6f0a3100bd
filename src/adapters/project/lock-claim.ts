import { createHash, randomUUID } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Clock } from '../../ports/clock.ts';
import type { LockHolder } from '../../ports/lock.ts';
import { isAlive, processIdentity } from './process-identity.ts';

/** What a lock file says. The id makes each taking different, so that one taking is never mistaken for another. */
export interface Claim extends LockHolder {
  readonly id: string;
}

/** A lock file as it was read. */
export interface Found {
  readonly generation: string;
  /** Null when the file can't be made sense of: claims are written whole, so nobody living wrote it. */
  readonly claim: Claim | null;
}

/** This process's claim on a lock, as of now. */
export async function newClaim(clock: Clock): Promise<Claim> {
  return {
    pid: process.pid,
    host: hostname(),
    since: new Date(clock.now()).toISOString(),
    started: await processIdentity(process.pid),
    id: randomUUID(),
  };
}

/** The lock file at `path`, or null when there is none. */
export async function findClaim(path: string): Promise<Found | null> {
  try {
    const text = await readFile(path, 'utf8');
    return { generation: generationOf(text), claim: parseClaim(text) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** An owner on another machine can't be asked: it counts as alive. */
export async function lives(claim: Claim): Promise<boolean> {
  return !isHere(claim) || (await isAlive(claim.pid, claim.started));
}

/** Whether a process is, or was, one of this machine: of this container, where there are containers. */
export function isHere({ host }: LockHolder): boolean {
  return host === hostname();
}

/** Writes a claim whole, beside the lock it is for; answers its path. */
export async function writeDraft(path: string, claim: Claim): Promise<string> {
  const draft = `${path}.draft-${claim.pid}-${claim.id}`;
  const file = await open(draft, 'wx');
  try {
    await file.writeFile(textOf(claim));
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

export function textOf(claim: Claim): string {
  return `${JSON.stringify(claim)}\n`;
}

/** The name of one taking of a lock. */
export function generationOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parseClaim(text: string): Claim | null {
  try {
    const claim = JSON.parse(text) as Partial<Claim> | null;
    const whole =
      typeof claim?.pid === 'number' && typeof claim.host === 'string' && typeof claim.id === 'string';
    return whole ? { ...(claim as Claim), started: claim.started ?? null } : null;
  } catch {
    return null;
  }
}
