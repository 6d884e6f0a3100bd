import { readFile } from 'node:fs/promises';

/**
 * What tells a process from a later one with the same pid: this boot and the process's start in clock ticks since then.
 * Null where there is no /proc, and for a process that is gone or that is a zombie.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  const [stat, boot] = await Promise.all([
    readText(`/proc/${pid}/stat`),
    readText('/proc/sys/kernel/random/boot_id'),
  ]);
  if (stat === null || boot === null) return null;
  // The second field is the program's name in brackets and may hold blanks and brackets: count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const startTime = fields[19];
  if (startTime === undefined || state === 'Z' || state === 'X') return null;
  return `${boot.trim()}/${startTime}`;
}

/** Whether the process of that pid and identity still runs on this machine. */
export async function isAlive(pid: number, started: string | null): Promise<boolean> {
  if (!answers(pid)) return false;
  if (started === null) return true;
  const stat = await readText(`/proc/${pid}/stat`);
  // It answers but can't be looked at: believe that it lives.
  return stat === null || (await processIdentity(pid)) === started;
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}
