import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExtractWorld, eventSource, exportSource } from './extract-world.ts';

let world: ExtractWorld;
beforeEach(async () => {
  world = await ExtractWorld.open();
});
afterEach(() => world.close());

const HEADER = 'id,account_id,at,amount\n';
const event = (id: string, amount: number, at = '2026-01-05 10:00:00') => `${id},a,${at},${amount}\n`;
const kept = () => world.rows('select id, amount from build.raw.app__things order by id, amount');
const lost = async () =>
  (await world.rejects()).map((row) => [
    row['path'],
    row['record'],
    row['line'],
    row['value'],
    row['detail'],
  ]);

describe.each(['first', 'last'] as const)('of rows with one key the %s counts', (duplicates) => {
  const source = eventSource({ duplicates });
  const pick = <T>(first: T, last: T) => (duplicates === 'first' ? first : last);

  test('within a file', async () => {
    await world.write('things/2026-01-05.csv', HEADER + event('1', 1) + event('2', 1) + event('1', 2));
    await world.run([source]);
    expect(await kept()).toEqual([
      { id: '1', amount: pick(1, 2) },
      { id: '2', amount: 1 },
    ]);
    const path = 'things/2026-01-05.csv';
    expect(await lost()).toEqual([
      pick([path, 3, 4, '1', `kept: ${path} record 1`], [path, 1, 2, '1', `kept: ${path} record 3`]),
    ]);
  });

  test('across files, whichever comes first: the order is file date, then path', async () => {
    const [early, late] = ['things/2026-01-05.csv', 'things/2026-01-06.csv'];
    for (const order of [
      [early, late],
      [late, early],
    ]) {
      await world.reopen();
      for (const path of [early, late]) await world.remove(path).catch(() => undefined);
      for (const path of order) {
        await world.write(path, HEADER + event('1', path === early ? 1 : 2));
        await world.run([source]);
      }
      expect(await kept()).toEqual([{ id: '1', amount: pick(1, 2) }]);
      expect(await lost()).toEqual([
        pick([late, 1, 2, '1', `kept: ${early} record 1`], [early, 1, 2, '1', `kept: ${late} record 1`]),
      ]);
      expect(await world.unreconciled(source)).toEqual([]);
    }
  });

  test('when the file that won changes, its rivals get their rows back', async () => {
    const [early, late] = ['things/2026-01-05.csv', 'things/2026-01-06.csv'];
    await world.write(early, HEADER + event('1', 1) + event('2', 1));
    await world.write(late, HEADER + event('1', 2) + event('2', 2));
    await world.run([source]);
    await world.write(pick(early, late), HEADER + event('2', 3));
    await world.run([source]);
    expect(await kept()).toEqual([
      { id: '1', amount: pick(2, 1) },
      { id: '2', amount: 3 },
    ]);
    expect(await lost()).toHaveLength(1);
    expect(await world.unreconciled(source)).toEqual([]);
  });

  test('a loser names the winner of now', async () => {
    const paths = ['things/2026-01-04.csv', 'things/2026-01-05.csv', 'things/2026-01-06.csv'];
    const arrivals = pick(['06', '05', '04'], ['04', '05', '06']);
    for (const day of arrivals) {
      await world.write(`things/2026-01-${day}.csv`, HEADER + event('1', Number(day)));
      await world.run([source]);
    }
    const winner = pick(paths[0], paths[2]);
    expect((await lost()).map(([path, , , , detail]) => [path, detail])).toEqual(
      paths.filter((path) => path !== winner).map((path) => [path, `kept: ${winner} record 1`]),
    );
  });
});

test('a row that a later file displaces is named by its line, after malformed rows too', async () => {
  const [early, late] = ['things/2026-01-05.csv', 'things/2026-01-06.csv'];
  await world.write(early, `${HEADER}broken\n${event('1', 1)}`);
  await world.run([eventSource({ duplicates: 'last' })]);
  await world.write(late, HEADER + event('1', 2));
  await world.run([eventSource({ duplicates: 'last' })]);
  expect(await lost()).toEqual([
    [early, null, 2, 'broken', expect.stringContaining('columns')],
    [early, 1, 3, '1', `kept: ${late} record 1`],
  ]);
});

test('rows compete only where the event times of their files overlap', async () => {
  await world.write(
    'things/2026-01-05.csv',
    HEADER + event('1', 1, '2026-01-05') + event('2', 1, '2026-01-07'),
  );
  await world.write(
    'things/2026-01-08.csv',
    HEADER + event('1', 2, '2026-01-08') + event('2', 2, '2026-01-09'),
  );
  await world.write(
    'things/2026-01-09.csv',
    HEADER + event('2', 3, '2026-01-06') + event('3', 3, '2026-01-07'),
  );
  await world.run([eventSource()]);
  expect(await kept()).toEqual([
    { id: '1', amount: 1 },
    { id: '1', amount: 2 },
    { id: '2', amount: 1 },
    { id: '2', amount: 2 },
    { id: '3', amount: 3 },
  ]);
});

test('a file that goes is no business of files that are far from it in time', async () => {
  await world.write('things/2026-01-04.csv', HEADER + event('1', 1, '2026-01-04'));
  await world.write(
    'things/2026-01-05.csv',
    HEADER + event('1', 2, '2026-01-05') + event('1', 3, '2026-01-05'),
  );
  await world.run([eventSource()]);
  await world.write('things/2026-01-04.csv', HEADER);
  await world.run([eventSource()]);
  expect(await kept()).toEqual([{ id: '1', amount: 2 }]);
});

test('corrections under a new name: the re-export wins row by row, new rows come in, untouched ones are no change', async () => {
  const source = eventSource({ duplicates: 'last', known_at: 'file' });
  await world.write('things/2026-01-05.csv', HEADER + event('1', 1) + event('2', 1, '2026-01-05 11:00:00'));
  await world.run([source]);
  await world.write(
    'things/2026-01-05-corrected.csv',
    HEADER + event('1', 5) + event('2', 1, '2026-01-05 11:00:00') + event('3', 1, '2026-01-06 01:00:00'),
  );
  const report = await world.runOne(source);
  expect(report.rows).toEqual({ read: 3, loaded: 3, rejected: 0 });
  expect(await kept()).toEqual([
    { id: '1', amount: 5 },
    { id: '2', amount: 1 },
    { id: '3', amount: 1 },
  ]);
  expect((await lost()).map(([path]) => path)).toEqual(['things/2026-01-05.csv', 'things/2026-01-05.csv']);
  expect(
    await world.rows(
      'select generation, cast(known_from as varchar) as known_from from build.meta.raw_changes order by all',
    ),
  ).toEqual([
    { generation: 1, known_from: '2026-01-05 10:00:00' },
    { generation: 2, known_from: '2026-01-05 10:00:00' },
  ]);
  expect(
    await world.rows('select cast(day as varchar) as day from build.meta.touched_days where generation = 2'),
  ).toEqual([{ day: '2026-01-05' }, { day: '2026-01-06' }]);
  expect(await world.unreconciled(source)).toEqual([]);
});

test('a key of several columns, and many files of one batch that overlap', async () => {
  const source = eventSource({ key: ['id', 'account_id'] });
  for (let day = 1; day <= 9; day++) {
    const rows = [day - 1, day, day + 1].map(
      (k) => `k${k},a,2026-01-0${Math.max(1, Math.min(9, k))},${day}\n`,
    );
    await world.write(`things/2026-01-0${day}.csv`, HEADER + rows.join(''));
  }
  await world.run([source]);
  expect(await kept()).toEqual(
    Array.from({ length: 11 }, (_, k) => ({ id: `k${k}`, amount: Math.max(1, k - 1) })).sort((a, b) =>
      a.id < b.id ? -1 : 1,
    ),
  );
  expect(await world.unreconciled(source)).toEqual([]);
});

test('a key that ten thousand rows share is settled without comparing each with each', async () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => event('same', i));
  await world.write('things/2026-01-05.csv', HEADER + rows.join(''));
  await world.write('things/2026-01-06.csv', HEADER + rows.slice(1).join(''));
  await world.run([eventSource()]);
  expect(await kept()).toEqual([{ id: 'same', amount: 0 }]);
  expect(await world.rows('select count(*) as n, max(line) as line from build.meta.rejects')).toEqual([
    { n: 19_998, line: 10_001 },
  ]);
});

test('columns may have any name that the schema allows, also those that the statements use', async () => {
  const names =
    'file_id record place ref best turn lo hi file_index rows text broken line fault generation sign day content starts island idx base winner s f r b k h value'.split(
      ' ',
    );
  const columns = names.map((name) => ({ name, type: name === 'day' ? 'date' : 'varchar' }));
  const source = eventSource({
    key: ['file_id', 'day', 'record'],
    event_time: 'day',
    duplicates: 'last',
    columns,
  });
  const csv = (value: string) =>
    `${names.join(',')}\n${[1, 1, 2].map((id) => names.map((name) => (name === 'day' ? '2026-01-05' : name === 'record' || name === 'file_id' ? id : value)).join(',')).join('\n')}\n`;
  await world.write('things/2026-01-05.csv', csv('x'));
  await world.run([source]);
  await world.write('things/2026-01-06.csv', csv('y'));
  await world.run([source]);
  await world.write('things/2026-01-06.csv', csv('z'));
  await world.run([source]);
  expect(
    await world.rows('select file_id, content, generation from build.raw.app__things order by 1'),
  ).toEqual([
    { file_id: '1', content: 'z', generation: 'z' },
    { file_id: '2', content: 'z', generation: 'z' },
  ]);
  expect(await world.unreconciled(source)).toEqual([]);
  const exported = exportSource({ name: 'state', files: source.files, key: ['day', 'file_id'], columns });
  await world.write('things/2026-01-04.csv', csv('w'));
  await world.run([exported]);
  await world.write('things/2026-01-03.csv', csv('v'));
  await world.write('things/2026-01-05.csv', csv('u'));
  await world.run([exported]);
  expect(
    await world.rows(
      'select content, valid_from, valid_to from build.raw.app__state where file_id = 1 order by valid_from',
    ),
  ).toEqual([
    { content: 'v', valid_from: '2026-01-03', valid_to: '2026-01-04' },
    { content: 'w', valid_from: '2026-01-04', valid_to: '2026-01-05' },
    { content: 'u', valid_from: '2026-01-05', valid_to: '2026-01-06' },
    { content: 'z', valid_from: '2026-01-06', valid_to: null },
  ]);
});
