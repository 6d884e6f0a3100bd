import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { LocalProjectFiles } from '../../../src/adapters/project/local-project-files.ts';
import { tempFolder } from './temp-folder.ts';

async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await tempFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

test('lists what a project is made of and nothing else, sorted', async () => {
  const root = await folderOf({
    'pipeline.yml': '',
    'sql/macros/ratio.sql': '',
    'models/staging/crm/_crm__sources.yml': '',
    'models/features/b.sql': '',
    'models/features/a.sql': '',
    'models/.hidden.sql': '',
    'models/node_modules/x/index.sql': '',
    'models/dist/y.sql': '',
    'pipelines/daily.yml': '',
    'seeds/plans.csv': '',
    'exports/crm/accounts.csv': '',
    'README.md': '',
    '.holdfast/build.duckdb': '',
    'src/app.ts': '',
  });
  expect(await new LocalProjectFiles(root).list()).toEqual([
    'models/features/a.sql',
    'models/features/b.sql',
    'models/staging/crm/_crm__sources.yml',
    'pipeline.yml',
    'pipelines/daily.yml',
    'seeds/plans.csv',
    'sql/macros/ratio.sql',
  ]);
});

test('a folder that is no project is an empty list', async () => {
  expect(await new LocalProjectFiles(await tempFolder()).list()).toEqual([]);
});

test('reads text without its byte order mark', async () => {
  const files = new LocalProjectFiles(await folderOf({ 'pipeline.yml': '\ufeffname: caf\u00e9\r\n' }));
  expect(await files.read('pipeline.yml')).toBe('name: café\r\n');
});

test('text that is not UTF-8 is refused with its file', async () => {
  const root = await folderOf({ 'seeds/plans.csv': Uint8Array.from([0x63, 0x61, 0x66, 0xe9]) });
  await expect(new LocalProjectFiles(root).read('seeds/plans.csv')).rejects.toMatchObject({
    exitCode: 78,
    problems: [{ name: 'notUtf8', file: 'seeds/plans.csv' }],
  });
});

test('a missing file and a path that leaves the project are refused', async () => {
  const root = await folderOf({ 'pipeline.yml': '' });
  const files = new LocalProjectFiles(join(root));
  await expect(files.read('models/none.sql')).rejects.toMatchObject({ problems: [{ name: 'missingFile' }] });
  const outside = await folderOf({ 'secret.txt': 'x' });
  const up = join('..', outside.split('/').at(-1) ?? '', 'secret.txt');
  await expect(files.read(up)).rejects.toMatchObject({ problems: [{ name: 'pathEscapes' }] });
});

test('links inside the project are followed, also in a circle; links out of it are refused', async () => {
  const root = await folderOf({ 'pipeline.yml': '', 'models/features/a.sql': 'select 1' });
  await symlink('a.sql', join(root, 'models/features/b.sql'));
  await symlink('..', join(root, 'models/features/up'));
  const files = new LocalProjectFiles(root);
  expect(await files.list()).toEqual(['models/features/a.sql', 'models/features/b.sql', 'pipeline.yml']);
  expect(await files.read('models/features/b.sql')).toBe('select 1');
  await symlink(await folderOf({ 'x.sql': '' }), join(root, 'sql'));
  await expect(files.list()).rejects.toMatchObject({ problems: [{ name: 'pathEscapes' }] });
});
