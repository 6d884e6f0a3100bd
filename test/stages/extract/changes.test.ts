import { afterEach, beforeEach, expect, test } from 'vitest';
import { ExtractWorld, eventSource, exportSource } from './extract-world.ts';

let world: ExtractWorld;
beforeEach(async () => {
  world = await ExtractWorld.open();
});
afterEach(() => world.close());

const HEADER = 'id,account_id,at,amount\n';
const row = (id: string, at: string, amount = 1) => `${id},a,${at},${amount}\n`;
const changes = () =>
  world.rows(
    'select generation, source, cast(known_from as varchar) as known_from from build.meta.raw_changes order by all',
  );
const days = () =>
  world.rows('select generation, cast(day as varchar) as day from build.meta.touched_days order by all');

test('a new file: the earliest known-at of its rows, and the UTC days they happened on', async () => {
  const source = eventSource({ known_at: { delay_days: 2 } });
  await world.write(
    'things/2026-01-05.csv',
    HEADER + row('1', '2026-01-05T23:30:00-02:00') + row('2', '2026-01-04 10:00:00') + row('3', 'never'),
  );
  await world.run([source]);
  expect(await changes()).toEqual([
    { generation: 1, source: 'raw.app__things', known_from: '2026-01-06 10:00:00' },
  ]);
  expect(await days()).toEqual([
    { generation: 1, day: '2026-01-04' },
    { generation: 1, day: '2026-01-06' },
  ]);
});

test('known at: a column, the later of event and file date, never the wall clock', async () => {
  const columns = [...eventSource().columns, { name: 'synced_at', type: 'timestamp', optional: true }];
  const at = async (known_at: unknown) => {
    await world.reopen();
    await world.run([eventSource({ columns, known_at })]);
    return (
      await world.rows<{ k: string }>(
        'select cast(_known_at as varchar) as k from build.raw.app__things order by id',
      )
    ).map(({ k }) => k);
  };
  await world.write(
    'things/2026-01-05.csv',
    'id,account_id,at,amount,synced_at\n1,a,2026-01-01 10:00:00,1,2026-01-03\n2,a,2026-01-09 10:00:00,1,2026-01-10\n',
  );
  expect(await at(undefined)).toEqual(['2026-01-01 10:00:00', '2026-01-09 10:00:00']);
  expect(await at('file')).toEqual(['2026-01-05 00:00:00', '2026-01-09 10:00:00']);
  expect(await at({ column: 'synced_at' })).toEqual(['2026-01-03 00:00:00', '2026-01-10 00:00:00']);
  expect(await at({ delay_days: 1 })).toEqual(['2026-01-02 10:00:00', '2026-01-10 10:00:00']);
});

test('the month in a name dates the file on the first day after it', async () => {
  const source = eventSource({
    files: [{ path: 'things/{month}.csv', format: { type: 'csv' } }],
    known_at: 'file',
  });
  await world.write('things/2025-12.csv', HEADER + row('1', '2025-12-20'));
  await world.run([source]);
  expect(await world.rows('select cast(_known_at as varchar) as k from build.raw.app__things')).toEqual([
    { k: '2026-01-01 00:00:00' },
  ]);
});

test('a replaced file: only what differs counts, on the day it was and on the day it is', async () => {
  await world.write(
    'things/2026-01-05.csv',
    HEADER +
      row('1', '2026-01-05') +
      row('2', '2026-01-06') +
      row('3', '2026-01-07') +
      row('4', '2026-01-02'),
  );
  await world.run([eventSource()]);
  await world.write(
    'things/2026-01-05.csv',
    HEADER +
      row('4', '2026-01-02') +
      row('1', '2026-01-05') +
      row('2', '2026-01-06', 9) +
      row('3', '2026-01-09'),
  );
  await world.run([eventSource()]);
  expect((await changes())[1]).toEqual({
    generation: 2,
    source: 'raw.app__things',
    known_from: '2026-01-06 00:00:00',
  });
  expect((await days()).filter((one) => one['generation'] === 2).map((one) => one['day'])).toEqual([
    '2026-01-06',
    '2026-01-07',
    '2026-01-09',
  ]);
});

test('a file replaced by the same rows in another order is no change', async () => {
  await world.write('things/2026-01-05.csv', HEADER + row('1', '2026-01-05') + row('2', '2026-01-06'));
  await world.run([eventSource()]);
  await world.write('things/2026-01-05.csv', HEADER + row('2', '2026-01-06') + row('1', '2026-01-05'));
  expect((await world.runOne(eventSource())).files).toMatchObject({ replaced: 1 });
  expect(await changes()).toHaveLength(1);
});

test('full exports: the day of each export that changed something', async () => {
  const csv = (...rows: string[]) => `id,plan,seats\n${rows.map((one) => `${one}\n`).join('')}`;
  await world.write('things/2026-01-05.csv', csv('a,basic,1', 'b,basic,1'));
  await world.write('things/2026-01-06.csv', csv('a,basic,1', 'b,basic,1'));
  await world.run([exportSource()]);
  await world.write('things/2026-01-07.csv', csv('a,basic,1', 'b,basic,1'));
  await world.run([exportSource()]);
  await world.write('things/2026-01-08.csv', csv('a,pro,1', 'b,basic,1'));
  await world.run([exportSource()]);
  await world.write('things/2026-01-06.csv', csv('a,basic,1'));
  await world.run([exportSource()]);
  expect((await changes()).map((one) => one['known_from'])).toEqual([
    '2026-01-05 00:00:00',
    '2026-01-06 00:00:00',
    '2026-01-08 00:00:00',
    '2026-01-06 00:00:00',
  ]);
  expect(await days()).toEqual([]);
});
