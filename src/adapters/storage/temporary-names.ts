import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { absentAsNull, errorCode } from './durable-files.ts';

const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** A name for an unfinished file or folder that says whose it is: <host>.<pid>.<uuid>. */
export function temporaryName(): string {
  return `${hostname()}.${process.pid}.${randomUUID()}`;
}

/**
 * Removes the unfinished files and folders of processes of this machine that are no more, and those of anybody that are older than a
 * day: a writer on another machine can't be asked, but no write takes that long.
 */
export async function removeAbandoned(folder: string): Promise<void> {
  for (const name of (await absentAsNull(readdir(folder))) ?? []) {
    const path = join(folder, name);
    if (ownerIsGone(name) || (await isOld(path))) await rm(path, { recursive: true, force: true });
  }
}

function ownerIsGone(name: string): boolean {
  const [, host, pid] = /^(.*)\.(\d+)\.[0-9a-f-]{36}$/.exec(name) ?? [];
  if (host !== hostname() || pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}

async function isOld(path: string): Promise<boolean> {
  const found = await absentAsNull(stat(path));
  return found !== null && Date.now() - found.mtimeMs > ABANDONED_AFTER_MS;
}
