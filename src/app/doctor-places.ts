import { access, constants, readdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileHolders } from '../adapters/project/file-holders.ts';
import { describeHolder, FileLock } from '../adapters/project/file-lock.ts';
import { bytesText } from '../core/config/sizes.ts';
import { EXIT } from '../errors.ts';
import type { AppContext } from './context.ts';
import type { Finding } from './doctor.ts';
import { isS3, type RunPaths } from './run-paths.ts';

/** A build writes at most about as much again as the build file holds; the least that is worth beginning with. */
const LEAST_ROOM = 1024 ** 3;

/** The folders that a run reads and writes, the room in them, the build file and its lock. */
export async function checkPlaces(context: AppContext, paths: RunPaths): Promise<Finding[]> {
  return [
    ...(isS3(paths.sources) ? [] : [await exportsFolder(paths.sources)]),
    await writable('cache', paths.buildFile),
    await room(paths),
    await lock(context, paths.lock),
    ...(await buildFile(paths.buildFile)),
    ...(isS3(paths.publish) ? [] : [await writable('target', paths.publish)]),
  ];
}

async function exportsFolder(path: string): Promise<Finding> {
  const files = await readdir(path, { recursive: true }).catch(() => null);
  if (files !== null && files.length > 0) {
    return { subject: 'exports', status: 'ok', found: `${path}: ${files.length} files and folders` };
  }
  const found = files === null ? `${path} is not there` : `${path} is empty`;
  return { subject: 'exports', status: 'trouble', found, exitCode: EXIT.notThereYet };
}

async function writable(subject: string, path: string): Promise<Finding> {
  const folder = await nearestFolder(path);
  const may = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  const found = may ? path : `${folder} can't be written to`;
  return { subject, status: may ? 'ok' : 'trouble', found, exitCode: EXIT.unavailable };
}

/** What there is and what is needed: as much again as is built, or as the exports hold where nothing is yet. */
async function room({ buildFile: path, sources }: RunPaths): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearestFolder(path));
  const built = await stat(path).catch(() => null);
  const free = Number(bavail) * Number(bsize);
  const size = built?.size ?? (isS3(sources) ? 0 : await sizeBelow(sources));
  const need = Math.max(LEAST_ROOM, size);
  const file = built === null ? 'no build file yet' : `the build file holds ${bytesText(built.size)}`;
  const found = `${bytesText(free)} free, about ${bytesText(need)} needed; ${file}`;
  return { subject: 'room', status: free >= need ? 'ok' : 'note', found };
}

async function sizeBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = files.map(async (file) => (await stat(join(file.parentPath, file.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Who has the build file open, which only a run should; said only if somebody has. */
async function buildFile(path: string): Promise<Finding[]> {
  const holders = await fileHolders(path);
  if (holders.length === 0) return [];
  const found = `open in ${holders.map(({ pid, program }) => `process ${pid} (${program})`).join(', ')}`;
  return [{ subject: 'build file', status: 'trouble', found, exitCode: EXIT.locked }];
}

async function lock(context: AppContext, path: string): Promise<Finding> {
  const holder = await new FileLock(path, context.clock).holder();
  if (holder === null) return { subject: 'lock', status: 'ok', found: 'free' };
  const found = `held by ${describeHolder(holder)}`;
  return { subject: 'lock', status: 'trouble', found, exitCode: EXIT.locked };
}

/** The path itself, or the first folder above it that is there. */
async function nearestFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() || dirname(path) === path) return path;
  return nearestFolder(dirname(path));
}
