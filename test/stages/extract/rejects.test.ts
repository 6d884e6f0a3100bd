import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExtractWorld, eventSource, exportSource, problemsOf } from './extract-world.ts';

let world: ExtractWorld;
beforeEach(async () => {
  world = await ExtractWorld.open();
});
afterEach(() => world.close());

const HEADER = 'id,account_id,at,amount\n';
const where = async () =>
  (await world.rejects()).map((row) => [
    row['line'],
    row['record'],
    row['column_name'],
    row['value'],
    row['reason'],
  ]);

test('each row read is loaded or rejected, with physical line, column, value and reason', async () => {
  await world.write(
    'things/2026-01-05.csv',
    [
      HEADER,
      '1,"line\nbreak",2026-01-05,1\n',
      '2,a,yesterday,1\n',
      '\n\n',
      '3,a,2026-01-05\n',
      '4,"two\n\nbreaks",2026-01-05,one\n',
      '5,a,2026-01-05,1,surplus\n',
      ',a,2026-01-05,1\n',
      '6,"a"b,2026-01-05,1\n',
      '7,a,,1\n',
      '8,a "quoted" b,2026-01-05,1\n',
      '9,a,2026-01-05,x',
    ].join(''),
  );
  const report = await world.runOne(eventSource());
  expect(report.rows).toEqual({ read: 10, loaded: 2, rejected: 8 });
  expect(report.rejects).toEqual({ bad_type: 3, malformed_row: 3, missing_required: 2 });
  expect(await where()).toEqual([
    [4, 2, 'at', 'yesterday', 'bad_type'],
    [7, null, null, '3,a,2026-01-05', 'malformed_row'],
    [8, 3, 'amount', 'one', 'bad_type'],
    [11, null, null, '5,a,2026-01-05,1,surplus', 'malformed_row'],
    [12, 4, 'id', null, 'missing_required'],
    [13, null, null, '6,"a"b,2026-01-05,1', 'malformed_row'],
    [14, 5, 'at', null, 'missing_required'],
    [16, 7, 'amount', 'x', 'bad_type'],
  ]);
  expect(await world.unreconciled(eventSource())).toEqual([]);
});

const PIECES: Readonly<Record<string, { lines: (i: number) => string[]; reason: string | null }>> = {
  good: { lines: (i) => [`${i},a,2026-01-05,1`], reason: null },
  'line breaks': { lines: (i) => [`${i},"é`, '', `b ""x"" ",2026-01-05,1`], reason: null },
  blank: { lines: () => [''], reason: null },
  short: { lines: (i) => [`${i},a`], reason: 'malformed_row' },
  long: { lines: (i) => [`${i},a,2026-01-05,1,"z"`], reason: 'malformed_row' },
  'bad amount': { lines: (i) => [`${i},"ü",2026-01-05,"1`, '2"'], reason: 'bad_type' },
  'bad quote': { lines: (i) => [`${i},"a"x,2026-01-05,1`], reason: 'malformed_row' },
  'no id': { lines: () => [',a,2026-01-05,1'], reason: 'missing_required' },
};

test('whatever stands around it, a reject names its own line', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...Object.keys(PIECES)), { minLength: 1, maxLength: 30 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      async (pieces, lineEnd, closed) => {
        const text = ['id,account_id,at,amount'];
        const expected: unknown[] = [];
        for (const [i, kind] of pieces.entries()) {
          const { lines, reason } = PIECES[kind]!;
          if (reason !== null) expected.push([text.length + 1, reason]);
          text.push(...lines(i));
        }
        for (const file of await world.files.list('')) await world.remove(file.path);
        await world.warehouse.run(
          'drop schema if exists build.raw cascade; drop schema if exists build.meta cascade',
        );
        await world.write('things/2026-01-05.csv', text.join(lineEnd) + (closed ? lineEnd : ''));
        await world.run([eventSource()]);
        expect((await world.rejects()).map((row) => [row['line'], row['reason']])).toEqual(expected);
        expect(await world.unreconciled(eventSource())).toEqual([]);
      },
    ),
    { seed: 3, numRuns: 40 },
  );
});

test('a quote that never closes costs every line that it swallows', async () => {
  const rows = Array.from({ length: 50 }, (_, i) => `${i},a,2026-01-05,1\n`);
  rows[10] = '10,"a,2026-01-05,1\n';
  await world.write('things/2026-01-05.csv', HEADER + rows.join(''));
  const report = await world.runOne(eventSource());
  expect(report.rows).toEqual({ read: 50, loaded: 10, rejected: 40 });
  expect((await where()).map(([line]) => line)).toEqual(Array.from({ length: 40 }, (_, i) => i + 12));
});

test('bytes that are no text', async () => {
  const bad = Buffer.concat([
    Buffer.from(`${HEADER}1,`),
    Buffer.from([0xe9]),
    Buffer.from(',2026-01-05,1\n2,b,2026-01-05,1\n'),
  ]);
  await world.write('things/2026-01-05.csv', bad);
  await world.runOne(eventSource());
  expect(await world.rejects()).toMatchObject([{ line: 2, reason: 'bad_encoding' }]);
});

test('a personal value is stored nowhere, whatever is wrong with its row', async () => {
  const columns = [
    { name: 'id', type: 'integer', personal: true },
    { name: 'at', type: 'timestamp' },
    { name: 'amount', type: 'decimal(10,2)' },
  ];
  const content =
    'id,at,amount\nsecret@example.com,2026-01-05,1\n1,2026-01-05,oops\n2,secret@example.com\n5,2026-01-05,1\n5,2026-01-05,1\n';
  await world.write('things/2026-01-05.csv', content);
  await world.runOne(eventSource({ columns, key: ['id'] }));
  const rejects = await world.rejects();
  expect(rejects.map((row) => [row['line'], row['value']])).toEqual([
    [2, '[personal]'],
    [3, 'oops'],
    [4, '[personal]'],
    [6, '[personal]'],
  ]);
  await world.write('things/2026-01-05.csv', `${content}6,2026-01-05,1\n`);
  const refused = await problemsOf(
    world.run([eventSource({ columns, key: ['id'], tolerate: { rejects: 0 } })]),
  );
  expect(JSON.stringify([refused.problems, refused.message])).not.toContain('secret');
});

describe('past the tolerance', () => {
  const source = eventSource({ tolerate: { rejects: 0.5 } });
  const good = (n: number) => Array.from({ length: n }, (_, i) => `g${i},a,2026-01-05,1\n`).join('');

  test('the run stops with the first lines and the counts, and what was there before is untouched', async () => {
    await world.write('things/2026-01-05.csv', HEADER + good(4));
    await world.run([source]);
    const before = await world.rows('select * from build.raw.app__things order by all');
    const ledger = await world.rows('select * from build.meta.files order by all');
    await world.write(
      'things/2026-01-05.csv',
      `${HEADER}${good(1)}x,a,soon,1\n"y\ny",a,2026-01-05,2.x\nz\nz,a,2026-01-05,1,1\n`,
    );
    const { problems, exitCode } = await problemsOf(world.run([source]));
    expect(exitCode).toBe(65);
    expect(problems).toMatchObject([
      {
        name: 'tooManyRejects',
        file: 'things/2026-01-05.csv',
        line: 3,
        message:
          '4 of 5 rows rejected (bad_type 2, malformed_row 2), more than the tolerated 50 %; first: line 3 at "soon" bad_type, line 4 amount "2.x" bad_type, line 6 "z" malformed_row (missing columns)',
      },
    ]);
    expect(await world.rows('select * from build.raw.app__things order by all')).toEqual(before);
    expect(await world.rows('select * from build.meta.files order by all')).toEqual(ledger);
    expect(await world.rejects()).toEqual([]);
  });

  test('exactly at the tolerance is in', async () => {
    await world.write('things/2026-01-05.csv', `${HEADER}${good(2)}x,a,soon,1\ny,a,soon,1\n`);
    expect((await world.runOne(source)).rows).toEqual({ read: 4, loaded: 2, rejected: 2 });
  });

  test('repeats within the file count, rows that another file has too do not', async () => {
    await world.write('things/2026-01-05.csv', HEADER + good(4));
    await world.write('things/2026-01-06.csv', `${HEADER}${good(4)}h,a,2026-01-05,1\n`);
    expect((await world.runOne(source)).rejects).toEqual({ duplicate_key: 4 });
    await world.write('things/2026-01-07.csv', `${HEADER}${'k,a,2026-01-05,1\n'.repeat(3)}`);
    const { problems } = await problemsOf(world.run([source]));
    expect(problems).toMatchObject([
      { name: 'tooManyRejects', line: 3, message: expect.stringContaining('duplicate_key 2') },
    ]);
  });

  test('files before the bad one are loaded, those after it and no other source wait for it', async () => {
    for (const [day, content] of [
      ['05', good(1)],
      ['06', 'x,a,soon,1\n'],
      ['07', 'late,a,2026-01-07,1\n'],
    ])
      await world.write(`things/2026-01-${day}.csv`, HEADER + content);
    await world.write('other/2026-01-05.csv', 'id,plan,seats\nk,p,1\n');
    const other = exportSource({
      name: 'other',
      files: [{ path: 'other/{date}.csv', format: { type: 'csv' } }],
    });
    await problemsOf(world.run([source, other]));
    expect(await world.rows('select id from build.raw.app__things')).toEqual([{ id: 'g0' }]);
    expect(await world.rows('select id from build.raw.app__other')).toEqual([{ id: 'k' }]);
  });
});
