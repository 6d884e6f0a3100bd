import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLocalStore } from '../../../src/adapters/storage/local-store.ts';

const child = fileURLToPath(new URL('./increment-child.ts', import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-local-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Writer {
  readonly process: ChildProcess;
  /** Dots printed so far. */
  acknowledged(): number;
  readonly ended: Promise<number | null>;
}

function startWriter(times: number): Writer {
  const running = spawn(process.execPath, ['--import', 'tsx', child, folder, String(times)]);
  let dots = 0;
  running.stdout.on('data', (data: Buffer) => {
    dots += data.length;
  });
  running.stderr.pipe(process.stderr);
  const ended = new Promise<number | null>((done) => running.on('close', done));
  return { process: running, acknowledged: () => dots, ended };
}

const counter = async (): Promise<number> => {
  const found = await (await openLocalStore(folder)).read('p.json');
  return found ? Number(Buffer.from(found.body).toString()) : 0;
};

test('several processes that swap one pointer lose no increment', async () => {
  const writers = [startWriter(40), startWriter(40), startWriter(40)];
  expect(await Promise.all(writers.map((writer) => writer.ended))).toEqual([0, 0, 0]);
  expect(await counter()).toBe(120);
  expect(await readFile(join(folder, 'p.json'), 'utf8')).toBe('120');
});

test('a process killed while it swaps blocks nobody and loses nothing it was told', async () => {
  const survivor = startWriter(150);
  const killed: Writer[] = [];
  for (let i = 0; i < 4; i++) {
    const victim = startWriter(100_000);
    while (victim.acknowledged() < 3 + i) await wait(5);
    victim.process.kill('SIGKILL');
    await victim.ended;
    killed.push(victim);
  }
  expect(await survivor.ended).toBe(0);
  const acknowledged = 150 + killed.reduce((sum, victim) => sum + victim.acknowledged(), 0);
  const value = await counter();
  // A victim may have swapped once more before it could say so.
  expect(value).toBeGreaterThanOrEqual(acknowledged);
  expect(value).toBeLessThanOrEqual(acknowledged + killed.length);
  expect(await readFile(join(folder, 'p.json'), 'utf8')).toBe(String(value));
  expect(await readdir(join(folder, '.unfinished'))).toEqual([]);
});

test('a writer that died before it could show the new value is completed by the next reader', async () => {
  const store = await openLocalStore(folder);
  await store.swap('p.json', Buffer.from('one'), null);
  await writeFile(join(folder, '.p.json', '0000000002'), 'two');
  expect(await readFile(join(folder, 'p.json'), 'utf8')).toBe('one');
  expect(Buffer.from((await store.read('p.json'))?.body ?? []).toString()).toBe('two');
  expect(await readFile(join(folder, 'p.json'), 'utf8')).toBe('two');
});

test('a pointer that came without its generations is taken as it stands', async () => {
  await writeFile(join(folder, 'p.json'), 'copied');
  const store = await openLocalStore(folder);
  const before = await store.read('p.json');
  expect(await store.swap('p.json', Buffer.from('x'), null)).toBe(false);
  expect(await store.swap('p.json', Buffer.from('next'), before?.etag ?? null)).toBe(true);
  expect(await readFile(join(folder, 'p.json'), 'utf8')).toBe('next');
});

test('a copy is the same inode and read-only, and nothing unfinished stays', async () => {
  const store = await openLocalStore(folder);
  await store.put('_data/a', Buffer.from('a'));
  await store.copy('_data/a', 'tables/a');
  await store.copy('_data/a', 'tables/a');
  const [data, copy] = await Promise.all([stat(join(folder, '_data/a')), stat(join(folder, 'tables/a'))]);
  expect(copy.ino).toBe(data.ino);
  expect(copy.mode & 0o222).toBe(0);
  expect(await readdir(join(folder, '.unfinished'))).toEqual([]);
});

test('what dead writers of this machine left is removed, what others are writing is not', async () => {
  const unfinished = join(folder, '.unfinished');
  await mkdir(unfinished);
  const id = '00000000-0000-4000-8000-000000000000';
  const names = [`${hostname()}.999999999.${id}`, `${hostname()}.${process.pid}.${id}`, `elsewhere.1.${id}`];
  for (const name of names) await writeFile(join(unfinished, name), 'x');
  await openLocalStore(folder);
  expect((await readdir(unfinished)).sort()).toEqual(names.slice(1).sort());
});

test('what the disk refuses is storage out of reach, to be tried again', async () => {
  await writeFile(join(folder, 'file'), 'x');
  const store = await openLocalStore(join(folder, 'file'));
  await expect(store.put('a/b', Buffer.from('x'))).rejects.toMatchObject({ exitCode: 69 });
});

test('looking at a folder that is not there does not make it', async () => {
  const store = await openLocalStore(join(folder, 'none'));
  expect(await store.read('_publish/latest.json')).toBeNull();
  expect(await readdir(folder)).toEqual([]);
});
