import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { init } from '../../src/app/init.ts';
import { validate } from '../../src/app/validate.ts';
import { testContext } from '../support/test-context.ts';

const ROOT = join(import.meta.dirname, '..', '..');

async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-init-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function rootProject(): Promise<string[]> {
  const files = await readdir(ROOT, { recursive: true });
  return files
    .filter((path) => /^(pipeline\.yml$|(pipelines|models|sql|seeds)\/.*\.[a-z]+$)/.test(path))
    .sort();
}

test('a new project is the root project, with a README, a .gitignore and a tsconfig of its own', async () => {
  const folder = await tempFolder();
  const { exitCode, result, text } = await init(testContext(folder), { dir: 'acme' });
  expect(exitCode).toBe(0);
  expect(result.path).toBe(join(folder, 'acme'));
  expect(result.files).toEqual([...(await rootProject()), '.gitignore', 'README.md', 'tsconfig.json'].sort());
  for (const path of await rootProject()) {
    expect(await readFile(join(result.path, path), 'utf8')).toBe(await readFile(join(ROOT, path), 'utf8'));
  }
  expect(await readFile(join(result.path, '.gitignore'), 'utf8')).toMatch(/^\.holdfast\/$/m);
  expect(await readdir(folder)).toEqual(['acme']);
  expect(text).toContain('cd acme');
  expect(text).toMatch(/not on your path, type node \S+cli\/main\.js instead/);
});

test('it has no problems', async () => {
  const folder = await tempFolder();
  const { result } = await init(testContext(folder), { dir: '.' });
  const validated = await validate(testContext(result.path));
  expect(validated.text).toMatch(/no problems$/);
  expect(validated.exitCode).toBe(0);
});

test('it can be made in an empty folder, or one that is only a repository', async () => {
  const folder = await tempFolder();
  await mkdir(join(folder, '.git'));
  await init(testContext(folder), { dir: '.' });
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['.git', 'pipeline.yml', 'models']));
});

test('a folder that holds anything is left as it is', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'notes.txt'), 'mine');
  const refused = { exitCode: 64, problems: [{ name: 'folderNotEmpty' }] };
  await expect(init(testContext(folder), { dir: '.' })).rejects.toMatchObject(refused);
  await expect(init(testContext(folder), { dir: 'notes.txt' })).rejects.toMatchObject(refused);
  expect(await readdir(folder)).toEqual(['notes.txt']);
});

test('a failure halfway leaves nothing behind', async () => {
  const folder = await tempFolder();
  const engine = await tempFolder();
  await mkdir(join(engine, 'models'), { recursive: true });
  await writeFile(join(engine, 'pipeline.yml'), '');
  await expect(init(testContext(folder), { dir: 'acme' }, engine)).rejects.toThrow('ENOENT');
  expect(await readdir(folder)).toEqual([]);
});

test('files that begin with a dot stay where they are, wherever the engine lies', async () => {
  const engine = join(await tempFolder(), '.store', 'holdfast');
  const files = [
    'pipeline.yml',
    'pipelines/a.yml',
    'models/a.sql',
    'models/.secret',
    'sql/a.sql',
    'seeds/a.csv',
  ];
  const scaffold = ['gitignore', 'README.md', 'tsconfig.json'].map((name) => `src/app/scaffold/${name}`);
  for (const path of [...files, ...scaffold]) {
    await mkdir(dirname(join(engine, path)), { recursive: true });
    await writeFile(join(engine, path), path);
  }
  const { result } = await init(testContext(await tempFolder()), { dir: 'acme' }, engine);
  expect(result.files).toEqual(
    [...files.filter((path) => !path.includes('secret')), '.gitignore', 'README.md', 'tsconfig.json'].sort(),
  );
});
