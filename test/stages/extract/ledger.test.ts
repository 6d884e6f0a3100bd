import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SourceDefinition } from '../../../src/core/config/source-definition.ts';
import { inputFingerprintRows } from '../../../src/stages/extract/input-fingerprint.ts';
import { ExtractWorld, eventSource, exportSource, problemsOf } from './extract-world.ts';

let world: ExtractWorld;
beforeEach(async () => {
  world = await ExtractWorld.open();
});
afterEach(() => world.close());

const HEADER = 'id,account_id,at,amount\n';
const event = (id: string, day = '2026-01-05', amount = 1) => `${id},a,${day} 10:00:00,${amount}\n`;
const source = eventSource();
const ids = async () =>
  (await world.rows<{ id: string }>('select id from build.raw.app__things order by id')).map((row) => row.id);
const statuses = () =>
  world.rows('select path, status, duplicate_of, rows_loaded from build.meta.files order by path');

describe('events', () => {
  test('a second run loads nothing, a new file is loaded', async () => {
    await world.write('things/2026-01-05.csv', HEADER + event('1'));
    expect((await world.runOne(source)).files).toMatchObject({ seen: 1, loaded: 1, unchanged: 0 });
    expect((await world.runOne(source)).files).toMatchObject({ seen: 1, loaded: 0, unchanged: 1 });
    await world.write('things/2026-01-06.csv', HEADER + event('2', '2026-01-06'));
    expect((await world.runOne(source)).files).toMatchObject({ seen: 2, loaded: 1, unchanged: 1 });
    expect(await ids()).toEqual(['1', '2']);
  });

  test('a changed file replaces its own rows, also one of equal size', async () => {
    await world.write('things/2026-01-05.csv', HEADER + event('1') + event('2'));
    await world.run([source]);
    await world.write('things/2026-01-05.csv', HEADER + event('1') + event('3'));
    expect((await world.runOne(source)).files).toMatchObject({ loaded: 1, replaced: 1 });
    expect(await ids()).toEqual(['1', '3']);
    await world.write('things/2026-01-05.csv', HEADER);
    expect((await world.runOne(source)).files).toMatchObject({ loaded: 0, empty: 1 });
    expect(await ids()).toEqual([]);
    await world.write('things/2026-01-05.csv', HEADER + event('4'));
    await world.run([source]);
    expect(await ids()).toEqual(['4']);
  });

  test('a touched file is recognised by its content', async () => {
    await world.write('things/2026-01-05.csv', HEADER + event('1'));
    await world.run([source]);
    await world.touch('things/2026-01-05.csv');
    expect((await world.runOne(source)).files).toMatchObject({ loaded: 0, touched: 1, unchanged: 0 });
    expect((await world.runOne(source)).files).toMatchObject({ loaded: 0, touched: 0, unchanged: 1 });
    expect(await world.rows('select count(*) as n from build.meta.raw_changes')).toEqual([{ n: 1 }]);
  });

  test('the same bytes at a new path are not loaded twice', async () => {
    await world.write('things/2026-01-05.csv', HEADER + event('1'));
    await world.run([source]);
    await world.write('things/2026-01-06.csv', HEADER + event('1'));
    expect((await world.runOne(source)).files).toMatchObject({
      seen: 2,
      loaded: 0,
      unchanged: 1,
      duplicate: 1,
    });
    expect(await statuses()).toEqual([
      { path: 'things/2026-01-05.csv', status: 'loaded', duplicate_of: null, rows_loaded: 1 },
      {
        path: 'things/2026-01-06.csv',
        status: 'duplicate',
        duplicate_of: 'things/2026-01-05.csv',
        rows_loaded: 0,
      },
    ]);
    expect((await world.runOne(source)).files).toMatchObject({ loaded: 0, unchanged: 2, duplicate: 1 });
  });

  test('when the file that counts changes, the copy of its old bytes counts', async () => {
    await world.write('things/2026-01-05.csv', HEADER + event('1'));
    await world.write('things/2026-01-06.csv', HEADER + event('1'));
    await world.run([source]);
    await world.write('things/2026-01-05.csv', HEADER + event('2'));
    await world.run([source]);
    expect(await ids()).toEqual(['1', '2']);
    expect(await world.unreconciled(source)).toEqual([]);
  });

  test('a renamed file counts at its new path, its rows once', async () => {
    await world.write('things/2026-01-05.csv', HEADER + event('1'));
    await world.run([source]);
    await world.move('things/2026-01-05.csv', 'things/2026-01-05-moved.csv');
    await world.run([source]);
    expect(await ids()).toEqual(['1']);
    expect(await statuses()).toEqual([
      { path: 'things/2026-01-05-moved.csv', status: 'loaded', duplicate_of: null, rows_loaded: 1 },
      {
        path: 'things/2026-01-05.csv',
        status: 'vanished',
        duplicate_of: 'things/2026-01-05-moved.csv',
        rows_loaded: 0,
      },
    ]);
    expect(await world.rows('select count(*) as n from build.meta.raw_changes')).toEqual([{ n: 1 }]);
    await world.write('things/2026-01-05-moved.csv', HEADER + event('1', '2026-01-05', 9));
    await world.run([source]);
    expect(await world.rows('select id, amount from build.raw.app__things')).toEqual([
      { id: '1', amount: 9 },
    ]);
  });

  test('a vanished file is reported, its rows stay, and it may come back', async () => {
    await world.write('things/2026-01-05.csv', HEADER + event('1'));
    await world.write('things/2026-01-06.csv', HEADER + event('2', '2026-01-06'));
    await world.run([source]);
    await world.remove('things/2026-01-05.csv');
    const report = await world.runOne(source);
    expect(report.files).toMatchObject({ seen: 1, vanished: 1 });
    expect(report.notes).toEqual(['gone, what they brought stays: things/2026-01-05.csv']);
    expect(await ids()).toEqual(['1', '2']);
    expect((await statuses())[0]).toMatchObject({ status: 'vanished', rows_loaded: 1 });
    await world.write('things/2026-01-05.csv', HEADER + event('1'));
    expect((await world.runOne(source)).files).toMatchObject({ touched: 1, vanished: 0, loaded: 0 });
    expect((await statuses())[0]).toMatchObject({ status: 'loaded' });
  });

  test('empty files bring no rows and a note', async () => {
    await world.write('things/2026-01-04.csv', '');
    await world.write('things/2026-01-05.csv', HEADER);
    await world.write('things/2026-01-06.csv', HEADER + event('1'));
    const report = await world.runOne(source);
    expect(report.files).toMatchObject({ seen: 3, loaded: 1, empty: 2, duplicate: 0 });
    expect(report.notes).toEqual(['no rows in things/2026-01-04.csv and 1 more']);
    expect((await world.runOne(source)).files).toMatchObject({ unchanged: 3, empty: 2 });
  });

  test('no file at all is an export that is not there yet, unless the source is optional', async () => {
    const { problems, exitCode } = await problemsOf(world.run([source]));
    expect(exitCode).toBe(66);
    expect(problems).toMatchObject([
      { name: 'exportMissing', message: 'no file for raw.app__things: nothing matches things/{date}*.csv' },
    ]);
    const report = await world.runOne(eventSource({ optional: true }));
    expect(report.files.seen).toBe(0);
    expect(await ids()).toEqual([]);
  });

  test('bad data comes before an export that is only late', async () => {
    await world.write('bad/2026-01-05.csv', 'nonsense\n1\n');
    const bad = eventSource({ name: 'bad', files: [{ path: 'bad/{date}.csv', format: { type: 'csv' } }] });
    const { problems, exitCode } = await problemsOf(world.run([source, bad]));
    expect(exitCode).toBe(65);
    expect(problems.at(-1)).toMatchObject({ name: 'exportMissing' });
  });

  test('a date in a name that is no day is refused', async () => {
    await world.write('things/2026-02-30.csv', HEADER + event('1'));
    const { problems } = await problemsOf(world.run([source]));
    expect(problems).toMatchObject([{ name: 'badFileDate', file: 'things/2026-02-30.csv', exitCode: 65 }]);
  });

  test('another declaration loads everything anew and says which days to look at', async () => {
    await world.write('things/2026-01-05.csv', HEADER + event('1'));
    await world.run([source]);
    const report = await world.runOne(eventSource({ columns: source.columns.slice(0, 3) }));
    expect(report.files).toMatchObject({ loaded: 1, replaced: 0 });
    expect(report.notes).toContain(
      'models/staging/app/_app__sources.yml declares it differently: everything is loaded anew',
    );
    expect(await world.rows('select * exclude (_file_id) from build.raw.app__things')).toEqual([
      { id: '1', account_id: 'a', at: '2026-01-05 10:00:00', _record: 1, _known_at: '2026-01-05 10:00:00' },
    ]);
    expect(
      await world.rows(
        'select distinct cast(day as varchar) as day, count(*) as n from build.meta.touched_days group by 1',
      ),
    ).toEqual([{ day: '2026-01-05', n: 3 }]);
    const described = eventSource({
      columns: source.columns.slice(0, 3),
      description: 'Other words.',
      tags: ['x'],
    });
    expect((await world.runOne(described)).files).toMatchObject({ loaded: 0, unchanged: 1 });
  });
});

describe('the snapshot’s inputs', () => {
  const inputs = async (sources: readonly SourceDefinition[], asOf: string) =>
    (await inputFingerprintRows(world.warehouse, sources, asOf)).map((row) => row.path);

  test('are the files with a row known before the as-of date', async () => {
    const late = eventSource({ known_at: 'file' });
    await world.write('things/2026-01-05.csv', HEADER + event('1'));
    await world.write('things/2026-01-20.csv', HEADER + event('2', '2026-01-06'));
    await world.write('other/2026-01-10.csv', 'id,plan,seats\nk,p,1\n');
    const other = exportSource({
      name: 'other',
      files: [{ path: 'other/{date}.csv', format: { type: 'csv' } }],
    });
    await world.run([late, other]);
    expect(await inputs([late, other], '2026-01-05')).toEqual([]);
    expect(await inputs([late, other], '2026-01-06')).toEqual(['things/2026-01-05.csv']);
    expect(await inputs([late, other], '2026-01-10')).toEqual(['things/2026-01-05.csv']);
    expect(await inputs([late, other], '2026-01-11')).toEqual([
      'other/2026-01-10.csv',
      'things/2026-01-05.csv',
    ]);
    expect(await inputs([late, other], '2026-01-21')).toHaveLength(3);
  });

  test('hold a later file too when it took the place of a row that was known before', async () => {
    const corrected = eventSource({ known_at: 'file', duplicates: 'last' });
    await world.write('things/2026-01-05.csv', HEADER + event('1') + event('2'));
    await world.write('things/2026-01-20.csv', HEADER + event('1', '2026-01-05', 7));
    await world.run([corrected]);
    expect(await inputs([corrected], '2026-01-06')).toEqual([
      'things/2026-01-05.csv',
      'things/2026-01-20.csv',
    ]);
  });

  test('hold no file of a source that the project no longer has, nor need one that was never loaded', async () => {
    const [things, gone] = [eventSource({ duplicates: 'last' }), eventSource({ name: 'gone' })];
    await world.write('things/2026-01-05.csv', HEADER + event('1'));
    await world.run([things, gone]);
    expect(await inputs([things, gone], '2026-01-06')).toHaveLength(2);
    expect(await inputs([things], '2026-01-06')).toEqual(['things/2026-01-05.csv']);
    expect(await inputs([things, eventSource({ name: 'new' })], '2026-01-06')).toHaveLength(1);
    expect(await inputs([], '2026-01-06')).toEqual([]);
  });
});

describe('freshness', () => {
  const fresh = eventSource({ freshness: { warn_after_days: 3 } });

  test('warns when the newest file or event before the as-of date is too old', async () => {
    await world.write('things/2026-01-05.csv', HEADER + event('1', '2026-01-04'));
    await world.write('things/2026-03-05.csv', HEADER + event('2', '2026-03-05'));
    expect(await world.runOne(fresh, '2026-01-08')).toMatchObject({ newest: '2026-01-05', stale: false });
    expect(await world.runOne(fresh, '2026-01-09')).toMatchObject({ newest: '2026-01-05', stale: true });
    expect(await world.runOne(fresh, '2026-03-06')).toMatchObject({ newest: '2026-03-05', stale: false });
    const warnings = world.events.filter((one) => one.kind === 'problem').map((one) => one.problem);
    expect(warnings).toMatchObject([
      {
        name: 'sourceStale',
        severity: 'warning',
        message: 'raw.app__things has nothing newer than 2026-01-05, 4 days before the as-of date',
      },
    ]);
  });

  test('stops with exit 66, saying what is missing and since when, after what there is has been loaded', async () => {
    const strict = eventSource({ freshness: { fail_after_days: 3 } });
    await world.write('things/2026-01-05.csv', HEADER + event('1', '2026-01-04'));
    expect(await world.runOne(strict, '2026-01-08')).toMatchObject({ newest: '2026-01-05', stale: false });
    const late = await problemsOf(world.run([strict], '2026-01-09'));
    expect([late.exitCode, late.problems]).toMatchObject([
      66,
      [
        {
          name: 'exportLate',
          message:
            'the export of raw.app__things is late: its newest is of 2026-01-05, another was due by 2026-01-09',
        },
      ],
    ]);
    await world.write('things/2026-01-08.csv', HEADER + event('2', '2026-01-08'));
    expect(await world.runOne(strict, '2026-01-09')).toMatchObject({
      newest: '2026-01-08',
      files: { loaded: 1 },
    });
  });

  test('a folder that has been emptied tells until when there was an export', async () => {
    await world.write('things/2026-01-05.csv', HEADER + event('1', '2026-01-04'));
    await world.run([source]);
    await world.remove('things/2026-01-05.csv');
    const { problems } = await problemsOf(world.run([source]));
    expect(problems).toMatchObject([
      {
        name: 'exportMissing',
        message:
          'no file for raw.app__things: nothing matches things/{date}*.csv; there was one until 2026-01-05',
      },
    ]);
  });
});

test('the report is frozen and says the same after a trip through JSON', async () => {
  await world.write('things/2026-01-05.csv', HEADER + event('1'));
  const report = await world.run([source]);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  expect(Object.isFrozen(report.sources[0]?.files)).toBe(true);
  expect(report.totals).toMatchObject({ seen: 1, loaded: 1, read: 1, rejected: 0 });
});
