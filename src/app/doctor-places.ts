import { access, constants, readdir, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describeHolder, FileLock } from '../adapters/project/file-lock.ts';
import { EXIT } from '../errors.ts';
import type { AppContext } from './context.ts';
import type { Finding } from './doctor.ts';
import { bytesText } from './doctor-size.ts';
import { isS3, type RunPaths } from './run-paths.ts';

/** A build writes at most about as much again as the build file holds; the least that is worth beginning with. */
const LEAST_ROOM = 1024 ** 3;

/** The folders that a run reads and writes, the room in them, the build file and its lock. */
export async function checkPlaces(context: AppContext, paths: RunPaths): Promise<Finding[]> {
  return [
    ...(isS3(paths.sources) ? [] : [await exportsFolder(paths.sources)]),
    await writable('cache', paths.buildFile),
    await room(paths.buildFile),
    await lock(context, paths.lock),
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

async function room(buildFile: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearestFolder(buildFile));
  const built = await stat(buildFile).catch(() => null);
  const free = Number(bavail) * Number(bsize);
  const enough = free >= Math.max(LEAST_ROOM, built?.size ?? 0);
  const file = built === null ? 'no build file yet' : `the build file holds ${bytesText(built.size)}`;
  return { subject: 'room', status: enough ? 'ok' : 'note', found: `${bytesText(free)} free; ${file}` };
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
