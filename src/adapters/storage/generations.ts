import { createHash } from 'node:crypto';
import { link, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { StoredObject } from '../../ports/object-store.ts';
import { absentAsNull, linkExclusive, makeFolder, replaceBy, sameFile } from './durable-files.ts';

/**
 * Compare-and-swap of one small file between processes, with nothing but link(2) and rename(2).
 *
 * A file system can't say "replace this if it still holds that", but it can say "take this name if nobody has it". So beside
 * `latest.json` lies a folder `.latest.json` with one file for each value it ever had: 0000000001, 0000000002 and so on. The
 * highest one is the truth. To move from generation n a writer links its complete, flushed file to the name n + 1: of all
 * writers that saw n exactly one gets that name, and the swap has happened at that instant. Generations are never changed,
 * reused or removed, so a writer that slept for a day finds its name taken and loses; nobody waits for anybody, and a killed
 * process leaves no lock behind that another must dare to break. `latest.json` itself is a projection for readers: renamed
 * into place after the link, and by whoever reads next if the writer died in between.
 */
export interface Generation extends StoredObject {
  readonly number: number;
}

/** The newest value, or null. A file without generations (a target copied from elsewhere) counts as generation 0. */
export async function newestGeneration(target: string): Promise<Generation | null> {
  const number = await newestNumber(target);
  const body = await absentAsNull(readFile(number === 0 ? target : generationPath(target, number)));
  return body && { number, body, etag: createHash('sha256').update(body).digest('hex') };
}

/** Makes `temporary` (complete and flushed) the value after `before`; answers whether it won the place. */
export async function addGeneration(
  target: string,
  before: Generation | null,
  temporary: string,
): Promise<boolean> {
  const path = generationPath(target, (before?.number ?? 0) + 1);
  await makeFolder(dirname(path));
  return linkExclusive(temporary, path);
}

/**
 * Brings the projection up to the newest generation. Two processes may do this at once and the slower one may put an older
 * value on top; each looks again after its rename, so the last to look leaves the newest one.
 * @param temporaryPath gives a new unused path on the same file system.
 */
export async function project(target: string, temporaryPath: () => Promise<string>): Promise<void> {
  for (;;) {
    const number = await newestNumber(target);
    if (number === 0 || (await sameFile(generationPath(target, number), target))) return;
    const temporary = await temporaryPath();
    await link(generationPath(target, number), temporary);
    await replaceBy(temporary, target);
  }
}

async function newestNumber(target: string): Promise<number> {
  const names = (await absentAsNull(readdir(folderOf(target)))) ?? [];
  return Math.max(0, ...names.filter((name) => /^\d{10}$/.test(name)).map(Number));
}

function generationPath(target: string, number: number): string {
  return join(folderOf(target), String(number).padStart(10, '0'));
}

function folderOf(target: string): string {
  return join(dirname(target), `.${basename(target)}`);
}
