import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface FileHolder {
  readonly pid: number;
  /** The program's name. */
  readonly program: string;
}

/**
 * The other processes that hold a lock of the system on a file, as DuckDB takes one; none where the system has no /proc.
 * Nothing is opened for it: that alone could stand in a run's way.
 */
export async function fileHolders(path: string): Promise<readonly FileHolder[]> {
  const found = await stat(path).catch(() => null);
  if (found === null) return [];
  const locks = await readFile('/proc/locks', 'utf8').catch(() => '');
  const pids = locks.split('\n').flatMap((line) => ownerOf(line, found.ino));
  const real = await realpath(path);
  const holders: FileHolder[] = [];
  for (const pid of new Set(pids)) {
    if (pid !== process.pid && (await hasOpen(pid, real)))
      holders.push({ pid, program: await programOf(pid) });
  }
  return holders;
}

/** A line such as `1: POSIX  ADVISORY  WRITE 4711 08:01:131 0 EOF`. */
function ownerOf(line: string, inode: number): number[] {
  const [, pid, lockedInode] = /\b(\d+) [0-9a-f]+:[0-9a-f]+:(\d+) /.exec(line) ?? [];
  return lockedInode !== undefined && Number(lockedInode) === inode ? [Number(pid)] : [];
}

/** Another file system may have a file of that number: believed is what has the very path open, or can't be asked. */
async function hasOpen(pid: number, path: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const open = await readdir(folder).catch(() => null);
  if (open === null) return true;
  const paths = await Promise.all(open.map((fd) => readlink(join(folder, fd)).catch(() => null)));
  return paths.includes(path);
}

async function programOf(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/comm`, 'utf8').then(
    (name) => name.trim(),
    () => 'unknown',
  );
}
