import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AppContext } from '../../src/app/context.ts';
import { answered } from '../../src/app/project-texts.ts';
import { tempFolder } from '../adapters/project/temp-folder.ts';
import { testContext } from '../support/test-context.ts';

const FILES = {
  'pipeline.yml': 'name: small\nsources: { path: "${EXPORTS:-exports}" }\n',
  'models/staging/app/stg_app__accounts.sql': 'select 1 as one',
};

async function project(): Promise<(changes?: Partial<AppContext>) => Promise<number>> {
  const folder = await tempFolder();
  for (const [path, text] of Object.entries(FILES)) await write(folder, path, text);
  let asked = 0;
  const ask = (changes: Partial<AppContext> = {}) =>
    answered(testContext(folder, changes), 'count', () => Promise.resolve(++asked));
  return Object.assign(ask, { folder });
}

async function write(folder: string, path: string, text: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), text);
}

const folderOf = (ask: unknown) => (ask as { folder: string }).folder;

test('the same files are asked about once, and again when the cache is gone', async () => {
  const ask = await project();
  expect([await ask(), await ask()]).toEqual([1, 1]);
  await rm(join(folderOf(ask), '.holdfast'), { recursive: true });
  expect([await ask(), await ask()]).toEqual([2, 2]);
});

test.each([
  ['a changed file', 'models/staging/app/stg_app__accounts.sql', 'select 2 as two'],
  ['a new file', 'models/staging/app/stg_app__usage.sql', ''],
  ['a macro', 'sql/macros/ratio.sql', 'create macro ratio(a, b) as a / b'],
])('%s is asked about anew', async (_what, path, text) => {
  const ask = await project();
  await ask();
  await write(folderOf(ask), path, text);
  expect([await ask(), await ask()]).toEqual([2, 2]);
});

test('a text that moves from one file to the next is another project', async () => {
  const ask = await project();
  await write(folderOf(ask), 'sql/checks/a.sql', 'xy');
  await write(folderOf(ask), 'sql/checks/b.sql', '');
  await ask();
  await write(folderOf(ask), 'sql/checks/a.sql', 'x');
  await write(folderOf(ask), 'sql/checks/b.sql', 'y');
  expect(await ask()).toBe(2);
});

test('a variable that the project reads is part of the question, another is not, and neither is unset and empty the same', async () => {
  const ask = await project();
  expect(await ask({ env: { EXPORTS: 'a' } })).toBe(1);
  expect(await ask({ env: { EXPORTS: 'a', OTHER: 'x' } })).toBe(1);
  expect(await ask({ env: { EXPORTS: 'b' } })).toBe(2);
  expect(await ask({ env: { EXPORTS: '' } })).toBe(3);
  expect(await ask({ env: {} })).toBe(4);
});

test('another engine asks anew', async () => {
  const ask = await project();
  await ask();
  expect(await ask({ engineVersion: '9.9.9' })).toBe(2);
});

test('what holds a secret is never written down', async () => {
  const ask = await project();
  const secret = {
    env: { EXPORTS: 's3://u:hunter22@b' },
    mask: (text: string) => text.replace('hunter22', '***'),
  };
  expect([await ask(secret), await ask(secret)]).toEqual([1, 2]);
  expect(await readdir(folderOf(ask))).not.toContain('.holdfast');
});

test('nothing is left in a folder that is no project', async () => {
  const folder = await tempFolder();
  await answered(testContext(folder), 'count', () => Promise.resolve(1));
  expect(await readdir(folder)).toEqual([]);
});
