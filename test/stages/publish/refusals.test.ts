import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PublishedColumn, PublishedTable } from '../../../src/core/publish/published-table.ts';
import { HoldfastError } from '../../../src/errors.ts';
import type { PublishRequest } from '../../../src/stages/publish/publish-context.ts';
import { publishSnapshot } from '../../../src/stages/publish/publish-snapshot.ts';
import { publishedSnapshot } from '../../../src/stages/publish/published-snapshot.ts';
import { verifyPublished } from '../../../src/stages/publish/verify-published.ts';
import { openPlace, type Place, request } from './company.ts';

const DAY = '2026-04-06';
let folder: string;
let place: Place;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-refusals-'));
  place = await openPlace(folder);
});
afterAll(async () => {
  place.close();
  await rm(folder, { recursive: true });
});

const column = (name: string, type: string): PublishedColumn => ({ name, type, description: name });

function table(query: string, columns: readonly PublishedColumn[], name = 'extra'): PublishedTable {
  return { name, description: 'Extra.', key: [columns[0]?.name ?? ''], columns, query };
}

function withTables(inputs: string, ...tables: PublishedTable[]): PublishRequest {
  return { ...request(DAY, inputs), tables, servingOnly: [] };
}

async function refusal(work: Promise<unknown>): Promise<HoldfastError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HoldfastError);
  return error as HoldfastError;
}

const badTypes = [
  ['hugeint', 'sum(1)'],
  ['utinyint', 'cast(1 as utinyint)'],
  ['ubigint', 'cast(1 as ubigint)'],
  ['smallint', 'cast(1 as smallint)'],
  ['float', 'cast(1 as float)'],
  ['timestamp with time zone', "cast('2026-01-01' as timestamptz)"],
  ['integer[]', '[1]'],
  ['struct', "{'a': 1}"],
] as const;

test.each(badTypes)('%s is refused, by the name of table and column', async (type, expression) => {
  const bad = table(`select 'k' as k, ${expression} as odd`, [column('k', 'varchar'), column('odd', type)]);
  const error = await refusal(publishSnapshot(place.context, withTables(type, bad)));
  expect(error.problems.map(({ name }) => name)).toEqual(['publishedColumn']);
  expect(error.message).toContain('"extra", column "odd"');
  expect(error.exitCode).toBe(78);
  expect(await publishedSnapshot(place.store, DAY)).toBeNull();
});

test('every allowed type goes out', async () => {
  const types = ['varchar', 'boolean', 'integer', 'bigint', 'double', 'decimal(18,2)', 'date', 'timestamp'];
  const columns = types.map((type, i) => column(`c${i}`, type));
  const query = `select ${types.map((type, i) => `cast(null as ${type}) as c${i}`).join(', ')}`;
  const own = await openPlace(join(folder, 'types'));
  const report = await publishSnapshot(own.context, withTables('types', table(query, columns)));
  own.close();
  expect(report.tables[0]?.rows).toBe(1);
});

test('what a query gives must be what is declared: all faults of all tables in one go', async () => {
  const first = table('select 1 as a, 2 as b', [column('a', 'bigint'), column('c', 'integer')], 'first');
  const second = table('select x from nowhere', [column('x', 'integer')], 'second');
  const third = table('select 1 as snapshot_date', [column('snapshot_date', 'integer')], 'third');
  const error = await refusal(publishSnapshot(place.context, withTables('faults', first, second, third)));
  expect(error.problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'HF603 published table "first", column "a": is declared bigint and is INTEGER',
    'HF603 published table "first", column "c": is declared, but its query has no such column',
    'HF603 published table "first", column "b": is in its query, but not declared',
    expect.stringMatching(/^HF604 published table "second" can't be made: .*nowhere/),
    'HF603 published table "third", column "snapshot_date": its name is taken by a partition column',
  ]);
});

test('a key that is there twice and an e-mail address are found in the written file', async () => {
  const columns = [column('k', 'varchar'), column('who', 'varchar')];
  const query = `select * from (values ('a', 'ann@example.com'), ('a', 'b @ c'), ('b', 'x@y')) as t (k, who)`;
  const error = await refusal(publishSnapshot(place.context, withTables('mail', table(query, columns))));
  expect(error.problems.map(({ name }) => name).sort()).toEqual(['publishedEmail', 'publishedKey']);
  expect(error.message).not.toContain('ann');
  expect(error.message).toContain('1 value looks');
  expect(error.exitCode).toBe(1);
  expect(await publishedSnapshot(place.store, DAY)).toBeNull();
});

const readings = [column('k', 'varchar'), column('n', 'integer')];
const kept = table(`select 'a' as k, 1 as n`, readings);

test('within a major version columns and tables may be added, and nothing else', async () => {
  const own = await openPlace(join(folder, 'additive'));
  const publish = (inputs: string, ...tables: PublishedTable[]) =>
    publishSnapshot(own.context, withTables(inputs, ...tables));
  await publish('1', kept);
  await publish(
    '2',
    table(`select true as b, 1 as n, 'a' as k`, [
      column('k', 'varchar'),
      column('b', 'boolean'),
      column('n', 'integer'),
    ]),
  );
  await publish(
    '3',
    table(`select true as b, 1 as n, 'a' as k`, [
      column('k', 'varchar'),
      column('n', 'integer'),
      column('b', 'boolean'),
    ]),
    {
      ...kept,
      name: 'another',
    },
  );

  const narrowed = table(`select 'a' as k, 1::bigint as n, 'z' as b`, [
    column('k', 'varchar'),
    column('n', 'bigint'),
    column('b', 'varchar'),
  ]);
  const error = await refusal(publish('4', narrowed));
  expect(error.exitCode).toBe(78);
  expect(error.problems.map(({ message }) => message)).toEqual([
    'published table "another" would break its readers within v=1: the table is gone',
    'published table "extra" would break its readers within v=1: column "n" was integer and is bigint',
    'published table "extra" would break its readers within v=1: column "b" was boolean and is varchar',
  ]);
  expect(error.problems[0]?.hint).toContain('set publish.version: 2 in pipeline.yml');
  const without = table(`select 'a' as k, 1 as n`, readings);
  expect((await refusal(publish('5a', without, { ...kept, name: 'another' }))).message).toBe(
    'HF602 published table "extra" would break its readers within v=1: column "b" is gone',
  );
  const rekeyed = { ...kept, key: ['n'] };
  expect((await refusal(publish('5', rekeyed, { ...kept, name: 'another' }))).message).toContain(
    'its key was (k) and is (n)',
  );

  await publishSnapshot(own.context, { ...withTables('6', narrowed), version: 2 });
  const files = await readdir(join(own.target, 'tables'), { recursive: true });
  expect(files.filter((name) => name.endsWith('.parquet'))).toEqual([
    `extra/v=2/snapshot_date=${DAY}/data.parquet`,
  ]);
  expect((await verifyPublished(own.store)).faults).toEqual([]);
  own.close();
});

test('one id with other content is refused: something is not reproducible', async () => {
  const own = await openPlace(join(folder, 'irreproducible'));
  const changing = (n: number) => withTables('same', table(`select 'a' as k, ${n} as n`, readings));
  await publishSnapshot(own.context, changing(1));
  await publishSnapshot(own.context, { ...withTables('other', kept) });
  const error = await refusal(publishSnapshot(own.context, changing(2)));
  expect(error.problems[0]?.name).toBe('notReproducible');
  expect(error.message).toContain('table extra');
  expect(error.exitCode).toBe(1);
  own.close();
});

test('an absolute path among the inputs never reaches a manifest', async () => {
  const bad = {
    ...withTables('path', kept),
    inputs: [{ source: 'crm', path: '/home/ann/crm.csv', sha256: 'a' }],
  };
  expect((await refusal(publishSnapshot(place.context, bad))).problems[0]?.name).toBe('pathEscapes');
});

test('damage is found by verify, object by object, and refused by publish', async () => {
  const own = await openPlace(join(folder, 'damaged'));
  const report = await publishSnapshot(own.context, withTables('damage', kept));
  const data = `_data/${report.tables[0]?.sha256}.parquet`;
  await rm(join(own.target, data));
  await writeFile(join(own.target, data), 'damaged');
  const found = await verifyPublished(own.store);
  expect(found).toMatchObject({ snapshots: 1, objects: 2 });
  expect(found.faults).toEqual([{ key: data, detail: expect.stringContaining('has 7 bytes') }]);

  await writeFile(join(own.target, `_publish/manifests/${report.snapshotId}.json`), '{}');
  expect((await verifyPublished(own.store)).faults.map(({ key }) => key)).toEqual([
    `_publish/manifests/${report.snapshotId}.json`,
  ]);
  const error = await refusal(publishSnapshot(own.context, withTables('next', kept)));
  expect(error.problems[0]?.name).toBe('publishedDamaged');
  expect(error.exitCode).toBe(65);
  own.close();
});

test('bytes that were damaged in the store are written anew by the next publish of the same content', async () => {
  const own = await openPlace(join(folder, 'healed'));
  const report = await publishSnapshot(own.context, withTables('1', kept));
  const data = join(own.target, `_data/${report.tables[0]?.sha256}.parquet`);
  await rm(data);
  await writeFile(data, 'damaged');
  await publishSnapshot(own.context, withTables('2', kept));
  expect((await verifyPublished(own.store)).faults).toEqual([]);
  own.close();
});
