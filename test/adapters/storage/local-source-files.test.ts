import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openLocalSourceFiles } from '../../../src/adapters/storage/local-source-files.ts';
import type { SourceFiles } from '../../../src/ports/source-files.ts';

let folder: string;
let files: SourceFiles;
const big = Buffer.alloc(3_000_000, 'holdfast ');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-sources-'));
  const root = join(folder, 'root');
  await mkdir(join(root, 'b/deep/.hidden'), { recursive: true });
  await writeFile(join(folder, 'secret.csv'), 'secret');
  await writeFile(join(root, 'a.csv'), 'a');
  await writeFile(join(root, 'b/deep/x.csv'), big);
  await writeFile(join(root, 'b/y.csv.gz'), gzipSync(big));
  await writeFile(join(root, 'b/cut.csv.gz'), gzipSync(big).subarray(0, 900));
  await writeFile(join(root, 'b/zero.csv.gz'), '');
  await mkdir(join(root, 'b/folder.csv.gz'));
  await writeFile(join(root, 'b/.part'), 'p');
  await writeFile(join(root, 'b/deep/.hidden/z.csv'), 'z');
  await symlink(join(root, 'a.csv'), join(root, 'b/link.csv'));
  await symlink(join(folder, 'secret.csv'), join(root, 'b/out.csv'));
  files = openLocalSourceFiles(root);
});
afterAll(() => rm(folder, { recursive: true }));

test('lists every file below a folder by path, hidden ones left out', async () => {
  expect((await files.list('')).map((file) => file.path)).toEqual([
    'a.csv',
    'b/cut.csv.gz',
    'b/deep/x.csv',
    'b/link.csv',
    'b/out.csv',
    'b/y.csv.gz',
    'b/zero.csv.gz',
  ]);
  expect((await files.list('b/deep')).map((file) => [file.path, file.size])).toEqual([
    ['b/deep/x.csv', big.length],
  ]);
  expect(await files.list('nowhere')).toEqual([]);
});

describe('a linked folder', () => {
  let root: string;
  let linked: SourceFiles;

  beforeEach(async () => {
    root = await mkdtemp(join(folder, 'linked-'));
    await mkdir(join(root, 'crm/2026'), { recursive: true });
    await writeFile(join(root, 'crm/2026/a.csv'), 'a');
    linked = openLocalSourceFiles(root);
  });
  const paths = async (below: string) => (await linked.list(below)).map((file) => file.path);

  test('inside the root is walked into, by its own name too', async () => {
    await symlink('crm/2026', join(root, 'latest'));
    expect(await paths('')).toEqual(['crm/2026/a.csv', 'latest/a.csv']);
    expect(await paths('latest')).toEqual(['latest/a.csv']);
  });

  test('that leads back to where it lies is not walked in circles', async () => {
    await mkdir(join(root, 'b'));
    await symlink('../..', join(root, 'crm/2026/up'));
    await symlink('../b', join(root, 'crm/b'));
    await symlink('../crm', join(root, 'b/crm'));
    expect(await paths('crm')).toEqual(['crm/2026/a.csv']);
  });

  test('outside of the root is refused by its own name, and not passed over', async () => {
    await symlink(folder, join(root, 'crm/elsewhere'));
    for (const below of ['', 'crm', 'crm/elsewhere'])
      await expect(linked.list(below)).rejects.toMatchObject({
        problems: [{ name: 'pathEscapes', message: expect.stringContaining('"crm/elsewhere"') }],
      });
    const file = async () => linked.localPath('crm/elsewhere/secret.csv');
    await expect(file()).rejects.toMatchObject({ problems: [{ name: 'pathEscapes' }] });
  });

  test('to nowhere holds no files', async () => {
    await symlink('gone', join(root, 'crm/broken'));
    expect(await paths('crm')).toEqual(['crm/2026/a.csv']);
  });
});

test('stat answers what lies there, or null', async () => {
  expect(await files.stat('a.csv')).toMatchObject({ path: 'a.csv', size: 1 });
  expect(await files.stat('b')).toBeNull();
  expect(await files.stat('c.csv')).toBeNull();
});

test('content comes in pieces, gunzipped; the hash is of the bytes as they lie there', async () => {
  for (const path of ['b/deep/x.csv', 'b/y.csv.gz']) {
    const pieces: Uint8Array[] = [];
    for await (const piece of files.content(path)) pieces.push(piece);
    expect(Buffer.concat(pieces).equals(big)).toBe(true);
  }
  const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  expect(await files.sha256('b/deep/x.csv')).toBe(sha(big));
  expect(await files.sha256('b/y.csv.gz')).toBe(sha(gzipSync(big)));
  expect(await files.sha256('b/zero.csv.gz')).toBe(sha(Buffer.alloc(0)));
});

test('reading may stop after the first piece', async () => {
  for (const path of ['b/deep/x.csv', 'b/y.csv.gz']) {
    for await (const piece of files.content(path)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
  }
});

test('a gzip file that was cut off is refused by its hash and at the end of its content', async () => {
  const refused = { problems: [{ name: 'unreadableFile', file: 'b/cut.csv.gz', exitCode: 65 }] };
  await expect(files.sha256('b/cut.csv.gz')).rejects.toMatchObject(refused);
  const all = async () => {
    for await (const piece of files.content('b/cut.csv.gz')) expect(piece.length).toBeGreaterThan(0);
  };
  await expect(all()).rejects.toMatchObject(refused);
});

test('a gzip file that can not be read is refused, and is not taken for an empty one', async () => {
  for (const path of ['gone.csv.gz', 'b/folder.csv.gz'])
    await expect(files.sha256(path)).rejects.toMatchObject({
      problems: [{ name: 'unreadableFile', file: path }],
    });
});

test('no path and no link leads out of the root, and no message names where the root lies', async () => {
  for (const path of ['../secret.csv', 'b/../../secret.csv', '/etc/passwd', 'b/out.csv'])
    await expect((async () => files.localPath(path))()).rejects.toMatchObject({
      problems: [{ name: 'pathEscapes' }],
    });
  await expect(files.list('..')).rejects.toThrow(/leaves the folder/);
  const missing = await files.sha256('gone.csv').catch((error: Error) => error.message);
  expect(missing).toContain('gone.csv');
  expect(missing).not.toContain(folder);
});
