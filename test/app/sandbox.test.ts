import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import type { Warehouse } from '../../src/ports/warehouse.ts';
import { problemsOf, type RunProject, runProject } from '../support/run-project.ts';

/** What a model or a check might try, to read what is not its own, to write, or to reach somebody. */
const READS = [
  `select * from read_csv('/etc/passwd')`,
  `select * from read_text('/etc/passwd')`,
  `select * from read_blob('/etc/hostname')`,
  `select * from read_parquet('../../other/*.parquet')`,
  `select * from read_json('https://example.com/x.json')`,
  `select * from '/etc/passwd.csv'`,
  `select * from 'exports/accounts/all.csv'`,
  `select * from glob('/etc/*')`,
  `select * from sniff_csv('/etc/passwd')`,
  `select * from duckdb_secrets()`,
  `select * from duckdb_settings()`,
  `select * from pragma_database_list()`,
  `select * from sqlite_master`,
  `select * from information_schema.tables`,
  `select * from query('select 1')`,
  `select * from query_table('raw.app__usage')`,
  `select getenv('HOME') as account_id`,
  `with x as (select * from read_csv('/etc/passwd')) select * from x`,
  `select (select content from read_text('/etc/passwd')) as account_id`,
  // These take no notice of the locked configuration.
  `select * from enable_profiling(format := 'json', save_location := '/tmp/holdfast-escaped.json')`,
  `select * from enable_logging('Metrics', storage := 'file', storage_path := '/tmp/holdfast-escaped')`,
];
const STATEMENTS = [
  `copy (select 1) to '/tmp/holdfast-escaped.csv'`,
  `attach '/tmp/holdfast-escaped.duckdb' as x`,
  'install httpfs',
  'load httpfs',
  'set enable_external_access = true',
  'pragma enable_profiling',
  'create table build.raw.mine as select 1 as i',
  'drop table build.raw.app__usage',
  'insert into build.raw.app__usage values (1)',
  `export database '/tmp/holdfast-escaped'`,
  `call pragma_version()`,
  `call enable_logging(storage := 'stdout')`,
  `select 1; copy (select 1) to '/tmp/holdfast-escaped.csv'`,
];
const ALL = [...READS, ...STATEMENTS];
const REFUSED = [78, 1];

let project: RunProject;
beforeAll(async () => {
  project = await runProject();
  await project.deliver('2026-01', [['e1', 'a1', '2026-01-13 10:00:00']]);
});
afterAll(() => project.remove());

/** The codes that a run with this text in the place of that file is refused with; nothing may have come of it. */
async function refusedWith(path: string, text: string): Promise<void> {
  const file = join(project.folder, path);
  const before = await readFile(file, 'utf8');
  await writeFile(file, text);
  const problems = await problemsOf(project.run({ asOf: '2026-01-19' }));
  await writeFile(file, before);
  expect(REFUSED, JSON.stringify(problems)).toContain(problems[0]?.exitCode);
  expect(JSON.stringify(problems)).not.toContain('root:');
  expect(await readdir(project.folder)).not.toContain('published');
  expect((await readdir('/tmp')).filter((name) => name.startsWith('holdfast-escaped'))).toEqual([]);
}

test.each(ALL)('a feature model can not: %s', (sql) => refusedWith('models/features/usage.sql', sql));
test.each(ALL)('a staging model can not: %s', (sql) =>
  refusedWith('models/staging/app/stg_app__usage.sql', sql),
);

describe('a check', () => {
  beforeAll(async () => {
    await project.write('sql/checks/odd.sql', 'select account_id from staging.stg_app__usage where false\n');
    await project.write('sql/checks/odd.yml', 'description: Nothing.\n');
  });
  afterAll(() => rm(join(project.folder, 'sql'), { recursive: true }));
  test.each(ALL)('can not: %s', (sql) => refusedWith('sql/checks/odd.sql', sql));
});

describe('a macro', () => {
  beforeAll(() => project.write('sql/macros/half.sql', 'create or replace macro half(x) as x / 2;\n'));
  afterAll(() => rm(join(project.folder, 'sql'), { recursive: true }));
  test.each([
    `create macro half(x) as (select content from read_text('/etc/passwd'))`,
    `create macro half(x) as table select * from read_csv('/etc/passwd')`,
    `create macro half(x) as getenv('HOME')`,
    `copy (select 1) to '/tmp/holdfast-escaped.csv'`,
    `create or replace macro half(x) as x / 2; attach '/tmp/holdfast-escaped.duckdb' as x;`,
  ])('can not: %s', (sql) => refusedWith('sql/macros/half.sql', sql));
});

describe('behind the shut door, should a statement ever get that far', () => {
  let warehouse: Warehouse;
  let folder: string;
  beforeAll(async () => {
    folder = join(project.folder, 'door');
    await mkdir(join(folder, 'allowed'), { recursive: true });
    await writeFile(join(folder, 'secret.csv'), 'a\n1\n');
    const allowedDirectories = [`${join(folder, 'allowed')}/`];
    warehouse = await openWarehouse({ threads: 1, allowedDirectories });
    await warehouse.shutDoor();
  });
  afterAll(() => warehouse.close());

  test.each([
    ...READS.slice(0, 8),
    `select * from read_csv('/etc/hosts', auto_detect = false, columns = {'a': 'varchar'})`,
    'install httpfs',
    'load httpfs',
    `install json from 'http://127.0.0.1:1'`,
    'set enable_external_access = true',
    'reset enable_external_access',
    'set lock_configuration = false',
    `set allowed_directories = ['/']`,
    `set temp_directory = '/tmp/holdfast-escaped'`,
    `set file_search_path = '/etc'`,
    `set secret_directory = '/tmp'`,
    'set allow_unsigned_extensions = true',
    `create persistent secret s (type s3, key_id 'x', secret 'y')`,
    `attach '/tmp/holdfast-escaped.duckdb' as x`,
    `copy (select 1) to '/tmp/holdfast-escaped.csv'`,
    `copy (select 1) to '/tmp/holdfast-escaped' (format parquet, partition_by ())`,
    `export database '/tmp/holdfast-escaped'`,
    `import database '/tmp'`,
  ])('no connection can: %s', async (sql) => {
    const other = await warehouse.connect();
    for (const session of [warehouse, other]) await expect(session.run(sql)).rejects.toThrow();
    expect((await readdir('/tmp')).filter((name) => name.startsWith('holdfast-escaped'))).toEqual([]);
  });

  test('a way out of the allowed folder is none', async () => {
    const allowed = join(folder, 'allowed');
    await warehouse.run(`copy (select 1 as i) to '${allowed}/inside.csv'`);
    for (const sql of [
      `select * from read_csv('${allowed}/../secret.csv')`,
      `copy (select 1) to '${allowed}/../escaped.csv'`,
      `copy (select 1) to '${allowed}-beside.csv'`,
    ])
      await expect(warehouse.run(sql), sql).rejects.toThrow(/Permission/);
    expect((await readdir(folder)).sort()).toEqual(['allowed', 'secret.csv']);
  });
});
