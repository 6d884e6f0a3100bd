import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openS3SourceFiles } from '../../../src/adapters/storage/s3-source-files.ts';
import type { SourceFiles } from '../../../src/ports/source-files.ts';
import { stored } from '../../support/s3/bucket.ts';
import { faultFor } from '../../support/s3/faults.ts';
import { freshS3Server } from '../../support/s3/fresh-s3-server.ts';
import { placeOn } from '../../support/s3/open-test-store.ts';

const server = await freshS3Server();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-exports-'));
});
afterEach(() => rm(folder, { recursive: true }));

const open = (cacheBytes = 1000): Promise<SourceFiles> =>
  openS3SourceFiles(placeOn(server, 'raw'), { cacheFolder: folder, cacheBytes });

const downloads = async (): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name !== '.unfinished');

function upload(path: string, content: string | Buffer): void {
  server.bucket.objects.set(`raw/${path}`, stored(Buffer.from(content)));
}

describe('exports in a bucket', () => {
  test('are listed page by page, with their ETags, without folders and hidden names', async () => {
    for (let i = 0; i < 1005; i++) upload(`crm/${String(i).padStart(4, '0')}.csv`, `row ${i}`);
    for (const path of ['crm/.part', 'crm/sub/', 'billing/x.csv', 'crm-other/x.csv']) upload(path, 'x');
    const files = await open();
    const found = await files.list('crm');
    expect(found).toHaveLength(1005);
    expect(found[7]).toMatchObject({
      path: 'crm/0007.csv',
      size: 5,
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    });
    expect((await files.list('')).length).toBe(1007);
    expect(await files.list('nothing')).toEqual([]);
    expect(server.count('GetObject')).toBe(0);
  });

  test('are fetched once, however often they are read, and by another run not at all', async () => {
    upload('a.csv', 'id\n1\n');
    for (let run = 0; run < 2; run++) {
      const files = await open();
      await files.list('');
      expect(await files.sha256('a.csv')).toBe(createHash('sha256').update('id\n1\n').digest('hex'));
      expect(await readFile(await files.localPath('a.csv'), 'utf8')).toBe('id\n1\n');
      expect(await textOf(files, 'a.csv')).toBe('id\n1\n');
    }
    expect(server.count('GetObject')).toBe(1);
  });

  test('a changed object is another download', async () => {
    upload('a.csv', 'old');
    await (await open()).localPath('a.csv');
    upload('a.csv', 'new');
    expect(await textOf(await open(), 'a.csv')).toBe('new');
  });

  test('one that changes between list and read is left for the next run', async () => {
    upload('a.csv', 'old');
    const files = await open();
    await files.list('');
    upload('a.csv', 'new');
    await expect(files.localPath('a.csv')).rejects.toMatchObject({ exitCode: 66 });
    expect(await downloads()).toEqual([]);
  });

  test('the least recently used downloads go, those in use stay', async () => {
    for (const name of ['a', 'b', 'c', 'd']) upload(`${name}.csv`, Buffer.alloc(400, name));
    const files = await open(1000);
    const held = await files.localPath('a.csv');
    for (const name of ['b', 'c', 'd']) {
      await files.localPath(`${name}.csv`);
      files.release(`${name}.csv`);
    }
    expect(await readFile(held, 'utf8')).toBe('a'.repeat(400));
    expect((await downloads()).length).toBe(2);
    files.release('a.csv');
    await files.sha256('b.csv');
    await expect(access(held)).rejects.toThrow();
  });

  test('what a killed process left unfinished goes, and takes no room from downloads', async () => {
    const { pid } = spawnSync('true');
    const left = join(folder, '.unfinished', `${hostname()}.${pid}.00000000-0000-4000-8000-000000000000`);
    const living = join(
      folder,
      '.unfinished',
      `${hostname()}.${process.pid}.00000000-0000-4000-8000-000000000000`,
    );
    await mkdir(join(folder, '.unfinished'));
    for (const path of [left, living]) await writeFile(path, Buffer.alloc(5000));
    for (const name of ['a', 'b']) upload(`${name}.csv`, Buffer.alloc(100, name));
    for (let run = 0; run < 3; run++) {
      const files = await open(1000);
      for (const name of ['a', 'b']) await files.sha256(`${name}.csv`);
    }
    expect(server.count('GetObject')).toBe(2);
    await expect(access(left)).rejects.toThrow();
    expect(await readdir(join(folder, '.unfinished'))).toEqual([basename(living)]);
  });

  test('a download of another size than was listed is fetched again', async () => {
    upload('a.csv', 'content');
    const path = await (await open()).localPath('a.csv');
    await writeFile(path, 'con');
    expect(await textOf(await open(), 'a.csv')).toBe('content');
    expect(await downloads()).toHaveLength(1);
  });

  test('a gzip that was cut off is refused by its own name', async () => {
    upload('a.csv.gz', gzipSync('id\n1\n').subarray(0, 15));
    const files = await open();
    await expect(files.sha256('a.csv.gz')).rejects.toMatchObject({
      exitCode: 65,
      problems: [{ file: 'a.csv.gz' }],
    });
    upload('b.csv.gz', gzipSync('id\n1\n'));
    expect(await textOf(files, 'b.csv.gz')).toBe('id\n1\n');
  });

  test('a download that breaks off goes on, and one that fails leaves nothing', async () => {
    upload('a.csv', 'content');
    server.faults = faultFor('GetObject', { kind: 'truncate', bytes: 3 });
    const files = await open();
    expect(await textOf(files, 'a.csv')).toBe('content');
    upload('b.csv', 'content');
    server.faults = faultFor('GetObject', { kind: 'status', status: 403, code: 'AccessDenied' }, 99);
    await expect(files.localPath('b.csv')).rejects.toMatchObject({ exitCode: 69 });
    expect((await downloads()).length).toBe(1);
  });

  test('what is not there is null, and unreadable', async () => {
    const files = await open();
    expect(await files.stat('none.csv')).toBeNull();
    await expect(files.localPath('none.csv')).rejects.toMatchObject({ exitCode: 65 });
    await expect(files.list('../x')).rejects.toMatchObject({ exitCode: 78 });
  });
});

async function textOf(files: SourceFiles, path: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of files.content(path)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
