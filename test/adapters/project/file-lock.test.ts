import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { FileLock } from '../../../src/adapters/project/file-lock.ts';
import { generationOf } from '../../../src/adapters/project/lock-claim.ts';
import { processIdentity } from '../../../src/adapters/project/process-identity.ts';
import { HoldfastError } from '../../../src/errors.ts';
import { tempFolder } from './temp-folder.ts';

const clock = { now: () => Date.UTC(2026, 10, 1, 3, 4, 5) };
const TAKER = fileURLToPath(new URL('./lock-taker.ts', import.meta.url));

async function lockPath(): Promise<string> {
  const folder = join(await tempFolder(), '.holdfast', 'dev');
  await mkdir(folder, { recursive: true });
  return join(folder, 'lock');
}

/** A lock file as a process left it that is no more. */
function deadClaim(id: string, more: object = {}): string {
  return `${JSON.stringify({ pid: 2 ** 22 - 1, host: hostname(), since: '2026-10-31T00:00:00.000Z', started: 'gone/1', id, ...more })}\n`;
}

async function refusalOf(work: Promise<unknown>): Promise<HoldfastError> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof HoldfastError)) throw error ?? new Error('nothing was refused');
  return error;
}

test('a lock is held until it is released, and names its holder meanwhile', async () => {
  const path = await lockPath();
  const lock = new FileLock(path, clock);
  const held = await lock.acquire();
  expect(held.holder).toMatchObject({
    pid: process.pid,
    host: hostname(),
    since: '2026-11-01T03:04:05.000Z',
  });
  expect(await lock.holder()).toEqual(held.holder);
  await expect(new FileLock(path, clock).acquire()).rejects.toThrow(
    `process ${process.pid} on ${hostname()}, since 2026-11-01T03:04:05.000Z`,
  );
  const refused = await refusalOf(new FileLock(path, clock).acquire());
  expect(refused.exitCode).toBe(75);
  expect(refused.problems[0]?.hint).not.toContain('delete');
  await held.release();
  expect(await lock.holder()).toBeNull();
  await (await lock.acquire()).release();
  expect(await readdir(join(path, '..'))).toEqual([]);
});

test('releasing twice, or after somebody else took over, leaves the other lock alone', async () => {
  const path = await lockPath();
  const held = await new FileLock(path, clock).acquire();
  await writeFile(path, deadClaim('another'));
  await held.release();
  expect(await readFile(path, 'utf8')).toContain('another');
});

test.each([
  ['of a pid that is not there', deadClaim('a')],
  ['of a pid that is used again', deadClaim('b', { pid: process.pid, started: 'another boot/17' })],
  ['cut short by a full disk', '{"pid": 1'],
  ['empty', ''],
])('a lock %s is taken over', async (_case, text) => {
  const path = await lockPath();
  await writeFile(path, text);
  const lock = new FileLock(path, clock);
  expect(await lock.holder()).toBeNull();
  const held = await lock.acquire();
  expect(held.holder.pid).toBe(process.pid);
  await held.release();
  expect(await readdir(join(path, '..'))).toEqual([]);
});

test('a lock from another machine can not be judged, so it holds', async () => {
  const path = await lockPath();
  await writeFile(path, deadClaim('far', { host: 'some-other-host' }));
  const refused = await refusalOf(new FileLock(path, clock).acquire());
  expect(refused.exitCode).toBe(75);
  expect(refused.problems[0]?.hint).toContain(`if some-other-host is gone, delete ${path}`);
});

test('what killed takers left beside the lock is swept away', async () => {
  const path = await lockPath();
  await writeFile(path, deadClaim('owner'));
  await writeFile(`${path}.draft-4194303-x`, deadClaim('draft'));
  await writeFile(`${path}.0123456789abcdef`, deadClaim('guard of a generation that is over'));
  const held = await new FileLock(path, clock).acquire();
  expect(await readdir(join(path, '..'))).toEqual(['lock']);
  await held.release();
});

test('of many who see a dead owner exactly one gets the lock, also when an earlier taker died halfway', async () => {
  for (let round = 0; round < 40; round++) {
    const path = await lockPath();
    await writeFile(path, deadClaim(`round ${round}`));
    if (round % 2 === 1) {
      // The guard that a taker held when it was killed.
      const generation = generationOf(deadClaim(`round ${round}`)).slice(0, 16);
      await writeFile(`${path}.${generation}`, deadClaim(`taker ${round}`));
    }
    const takers = Array.from({ length: 6 }, () => new FileLock(path, clock).acquire());
    const results = await Promise.allSettled(takers);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ exitCode: 75 });
    }
  }
});

function startTaker(path: string): ChildProcess & { said: Promise<string> } {
  const child = spawn(process.execPath, ['--import', 'tsx', TAKER, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = once(child.stdout as NodeJS.ReadableStream, 'data').then(([data]) => String(data).trim());
  return Object.assign(child, { said });
}

test('after kill -9 of the owner several processes try at once: one takes over, the others say who', async () => {
  const path = await lockPath();
  const owner = startTaker(path);
  expect(await owner.said).toBe('taken');
  const refused = startTaker(path);
  expect(await refused.said).toContain(`process ${owner.pid} on ${hostname()}`);
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  const said = await Promise.all(
    [startTaker(path), startTaker(path), startTaker(path)].map((taker) => taker.said),
  );
  expect(said.filter((line) => line === 'taken')).toHaveLength(1);
  expect(said.filter((line) => line.includes('another run is at work'))).toHaveLength(2);
});

test('a process is told from a later one of the same pid by its start, where the system says it', async () => {
  const own = await processIdentity(process.pid);
  expect(own).toBe(await processIdentity(process.pid));
  expect(await processIdentity(2 ** 22 - 1)).toBeNull();
  if (process.platform === 'linux') {
    expect(own).toMatch(/^[0-9a-f-]{36}\/\d+$/);
    expect(own).not.toBe(await processIdentity(process.ppid));
  }
});
