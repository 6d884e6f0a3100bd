import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExtractWorld, exportSource, problemsOf } from './extract-world.ts';

let world: ExtractWorld;
beforeEach(async () => {
  world = await ExtractWorld.open();
});
afterEach(() => world.close());

const csv = (...rows: string[]) => `id,plan,seats\n${rows.map((row) => `${row}\n`).join('')}`;
const exported = (day: string, ...rows: string[]) => world.write(`things/2026-01-${day}.csv`, csv(...rows));
const history = async () =>
  (
    await world.rows(
      'select id, plan, seats, valid_from, valid_to from build.raw.app__things order by id, valid_from',
    )
  ).map((row) => Object.values(row).join(' '));

test('a row per key and content, from the first export that shows it to the first that no longer does', async () => {
  await exported('05', 'a,basic,1', 'b,basic,2');
  await exported('06', 'a,basic,1', 'b,pro,2', 'c,basic,3');
  await exported('08', 'a,,1', 'b,pro,2');
  await exported('09', 'a,,1', 'c,basic,3', 'b,basic,2');
  await world.run([exportSource()]);
  expect(await history()).toEqual([
    'a basic 1 2026-01-05 2026-01-08',
    'a  1 2026-01-08 ',
    'b basic 2 2026-01-05 2026-01-06',
    'b pro 2 2026-01-06 2026-01-09',
    'b basic 2 2026-01-09 ',
    'c basic 3 2026-01-06 2026-01-08',
    'c basic 3 2026-01-09 ',
  ]);
  expect(await world.unreconciled(exportSource())).toEqual([]);
});

test('an export in between splits and joins what was known, one that changes moves it', async () => {
  await exported('05', 'a,basic,1');
  await exported('09', 'a,basic,1');
  await world.run([exportSource()]);
  expect(await history()).toEqual(['a basic 1 2026-01-05 ']);
  await exported('07', 'a,pro,1');
  await world.run([exportSource()]);
  expect(await history()).toEqual([
    'a basic 1 2026-01-05 2026-01-07',
    'a pro 1 2026-01-07 2026-01-09',
    'a basic 1 2026-01-09 ',
  ]);
  await exported('07', 'a,basic,1');
  await world.run([exportSource()]);
  expect(await history()).toEqual(['a basic 1 2026-01-05 ']);
});

test('the same bytes on another day are an export of that day; on one day the later path counts', async () => {
  await exported('05', 'a,basic,1');
  await exported('06', 'a,basic,1');
  await world.write('things/2026-01-06 again.csv', csv('a,pro,1'));
  const report = await world.runOne(exportSource());
  expect(report.files).toMatchObject({ seen: 3, loaded: 2, duplicate: 1 });
  expect(await history()).toEqual(['a basic 1 2026-01-05 2026-01-06', 'a pro 1 2026-01-06 ']);
  await world.write('things/2026-01-06 again.csv', '');
  await world.run([exportSource({ tolerate: { rejects: 1, vanished: 0.5 } })]);
  expect(await history()).toEqual(['a basic 1 2026-01-05 ']);
});

test('an export that changes while a later path takes over its day leaves nothing behind', async () => {
  await exported('05', 'a,basic,1', 'b,basic,1');
  await exported('06', 'a,pro,1', 'b,basic,1');
  await world.run([exportSource()]);
  await exported('06', 'a,pro,2', 'b,basic,1');
  await world.write('things/2026-01-06-b.csv', csv('a,max,1', 'b,basic,1'));
  await world.run([exportSource()]);
  expect(await history()).toEqual([
    'a basic 1 2026-01-05 2026-01-06',
    'a max 1 2026-01-06 ',
    'b basic 1 2026-01-05 ',
  ]);
  expect((await world.runOne(exportSource())).files).toMatchObject({ unchanged: 3, loaded: 0 });
});

test('a key twice in one export, and a row that can’t be typed, are rejects', async () => {
  await exported('05', 'a,basic,1', 'b,basic,x', 'a,pro,2');
  await exported('06', 'a,basic,1', 'a,pro,2');
  const report = await world.runOne(exportSource());
  expect(report.rows).toEqual({ read: 5, loaded: 2, rejected: 3 });
  expect(await history()).toEqual(['a basic 1 2026-01-05 ']);
  expect(
    (await world.rejects()).map((row) => [row['path'], row['line'], row['reason'], row['detail']]),
  ).toEqual([
    ['things/2026-01-05.csv', 3, 'bad_type', null],
    ['things/2026-01-05.csv', 4, 'duplicate_key', 'kept: things/2026-01-05.csv record 1'],
    ['things/2026-01-06.csv', 3, 'duplicate_key', 'kept: things/2026-01-06.csv record 1'],
  ]);
  await world.reopen();
  await world.run([exportSource({ duplicates: 'last' })]);
  expect(await history()).toEqual(['a pro 2 2026-01-05 ']);
});

describe('entities that disappear', () => {
  const bounded = exportSource({ tolerate: { rejects: 1, vanished: 0.25 } });
  const four = ['a,p,1', 'b,p,1', 'c,p,1', 'd,p,1'];

  test('up to the tolerated share they leave', async () => {
    await exported('05', ...four);
    await exported('06', ...four.slice(1));
    await world.run([bounded]);
    expect((await history())[0]).toBe('a p 1 2026-01-05 2026-01-06');
  });

  test('beyond it the export is refused and nothing changes', async () => {
    await exported('05', ...four);
    await world.run([bounded]);
    const before = await history();
    await exported('06', ...four.slice(2));
    const { problems, exitCode } = await problemsOf(world.run([bounded]));
    expect(exitCode).toBe(65);
    expect(problems).toMatchObject([
      {
        name: 'entitiesVanished',
        file: 'things/2026-01-06.csv',
        message: '2 of 4 entities of 2026-01-05 are gone on 2026-01-06, more than the tolerated 25 %',
      },
    ]);
    expect(await history()).toEqual(before);
    expect(await world.rows('select path from build.meta.files')).toEqual([
      { path: 'things/2026-01-05.csv' },
    ]);
  });

  test('also when the later export was there first, and in the middle of many files', async () => {
    await exported('08', ...four.slice(3));
    await world.run([bounded]);
    await exported('05', ...four);
    const { problems } = await problemsOf(world.run([bounded]));
    expect(problems).toMatchObject([{ name: 'entitiesVanished', file: 'things/2026-01-05.csv' }]);
    await world.remove('things/2026-01-08.csv');
    await world.reopen();
    await exported('06', ...four);
    await exported('07', 'a,p,1');
    await exported('09', 'a,p,1');
    await problemsOf(world.run([bounded]));
    expect(await world.rows('select path from build.meta.files order by path')).toEqual([
      { path: 'things/2026-01-05.csv' },
      { path: 'things/2026-01-06.csv' },
    ]);
  });

  test('an export without rows is passed over, unless all may vanish', async () => {
    await exported('05', ...four);
    await exported('06');
    await world.write('things/2026-01-07.csv', '');
    expect((await world.runOne(bounded)).files).toMatchObject({ loaded: 1, empty: 2 });
    expect((await history()).every((row) => row.endsWith('2026-01-05 '))).toBe(true);
    await world.reopen();
    expect((await world.runOne(exportSource())).files).toMatchObject({ loaded: 2, empty: 1 });
    expect((await history()).every((row) => row.endsWith('2026-01-05 2026-01-06'))).toBe(true);
  });
});

test('an export that vanished keeps its day; a column added later is a change of content', async () => {
  const source = exportSource({
    columns: [...exportSource().columns, { name: 'region', type: 'varchar', optional: true }],
  });
  await exported('05', 'a,basic,1');
  await exported('06', 'a,pro,1');
  await world.run([source]);
  await world.remove('things/2026-01-05.csv');
  await world.write('things/2026-01-08.csv', 'id,region,seats,plan\na,north,1,pro\n');
  await world.run([source]);
  expect(
    await world.rows(
      'select plan, region, valid_from, valid_to from build.raw.app__things order by valid_from',
    ),
  ).toEqual([
    { plan: 'basic', region: null, valid_from: '2026-01-05', valid_to: '2026-01-06' },
    { plan: 'pro', region: null, valid_from: '2026-01-06', valid_to: '2026-01-08' },
    { plan: 'pro', region: 'north', valid_from: '2026-01-08', valid_to: null },
  ]);
});
