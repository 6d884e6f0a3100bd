import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The few file operations that a store on a local disk is made of. A file is flushed before it gets its final name, and the
 * folder that holds the name after, so that not even a power cut shows a name without its bytes.
 */
export async function writeFlushed(
  path: string,
  body: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await writeFile(file, body);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives the bytes of `from` the new name `to`: the same inode where the file system allows it, else a copy. */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!NO_LINKS.has(errorCode(error))) throw error;
    await copyFile(from, to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  }
  await flush(to);
}

/** Other file systems, file systems without hard links, too many links. */
const NO_LINKS = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * Gives `from` the new name `to` unless that name is taken; answers whether it did. link(2) decides this atomically on every
 * POSIX file system. Over NFS a reply can be lost after the link was made: then both names are one inode.
 */
export async function linkExclusive(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    if (!(await sameFile(from, to))) return false;
  }
  await flush(dirname(to));
  return true;
}

/** Moves a complete file over `to`. rename(2) leaves `from` behind when both are one inode already. */
export async function replaceBy(from: string, to: string): Promise<void> {
  await rename(from, to);
  await rm(from, { force: true });
  await flush(dirname(to));
}

/** Makes a folder and flushes the names that led to it. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let folder = path; folder.length >= first.length; folder = dirname(folder))
    await flush(dirname(folder));
}

export async function sameFile(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([inode(a), inode(b)]);
  return one !== null && one === other;
}

async function inode(path: string): Promise<string | null> {
  const found = await absentAsNull(stat(path, { bigint: true }));
  return found && `${found.dev}:${found.ino}`;
}

/** The value of `work`, or null where the file is not there. */
export async function absentAsNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
