import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SourceDefinition } from '../../../src/core/config/source-definition.ts';
import { ExtractWorld, eventSource, problemsOf } from './extract-world.ts';

let world: ExtractWorld;
beforeEach(async () => {
  world = await ExtractWorld.open();
});
afterEach(() => world.close());

const THINGS = `select id, account_id, cast("at" as varchar) as "at", amount from build.raw.app__things order by _record`;
const HEADER = 'id,account_id,at,amount\n';

async function loaded(source: SourceDefinition, name: string, content: string | Uint8Array) {
  await world.write(`things/${name}`, content);
  const report = await world.runOne(source);
  expect(await world.unreconciled(source)).toEqual([]);
  return report;
}

describe('CSV', () => {
  test('quoted commas, quotes and line breaks, and an empty field as null', async () => {
    await loaded(
      eventSource(),
      '2026-01-05.csv',
      `${HEADER}1,"a, ""b""\nc",2026-01-05 10:00:00,1.5\n2,,2026-01-05 11:00:00,\n`,
    );
    expect(await world.rows(THINGS)).toEqual([
      { id: '1', account_id: 'a, "b"\nc', at: '2026-01-05 10:00:00', amount: 1.5 },
      { id: '2', account_id: null, at: '2026-01-05 11:00:00', amount: null },
    ]);
  });

  test('columns are found by name in any order, behind a byte-order mark, with other columns between them', async () => {
    const report = await loaded(
      eventSource(),
      '2026-01-05.csv',
      '\ufeffat,spare,id,amount,account_id,more\n2026-01-05,x,1,2,a,y\n',
    );
    expect(await world.rows(THINGS)).toEqual([
      { id: '1', account_id: 'a', at: '2026-01-05 00:00:00', amount: 2 },
    ]);
    expect(report.notes).toEqual(['columns "spare", "more" are not declared, in things/2026-01-05.csv']);
  });

  test('latin-1, semicolons, dd/mm/yyyy, decimal comma and texts for null', async () => {
    const source = eventSource({
      files: [
        {
          path: 'things/{date}*.csv',
          format: { type: 'csv', delimiter: ';', encoding: 'latin-1', decimal: ',', nulls: ['n/a'] },
        },
      ],
      columns: [
        { name: 'id', type: 'varchar' },
        { name: 'account_id', from: 'Kunde', type: 'varchar' },
        { name: 'at', type: 'timestamp', format: '%d/%m/%Y %H:%M', time_zone: 'Europe/Berlin' },
        { name: 'amount', type: 'decimal(10,2)' },
      ],
    });
    const text =
      'id;Kunde;at;amount\n1;Müller;05/07/2026 10:30;1.234,5\n2;n/a;05/01/2026 10:30;n/a\n3;Ünal;05/01/2026 10:30;1.5\n';
    await loaded(source, '2026-01-05.csv', Buffer.from(text, 'latin1'));
    expect(await world.rows(THINGS)).toEqual([
      { id: '1', account_id: 'Müller', at: '2026-07-05 08:30:00', amount: 1234.5 },
      { id: '2', account_id: null, at: '2026-01-05 09:30:00', amount: null },
    ]);
    expect(await world.rejects()).toMatchObject([
      { line: 4, column_name: 'amount', value: '1.5', reason: 'bad_type' },
    ]);
  });

  test('utf-16, gzip and \\r\\n', async () => {
    const utf16 = eventSource({
      files: [{ path: 'things/{date}*.csv', format: { type: 'csv', encoding: 'utf-16' } }],
    });
    const text = `\ufeff${HEADER}1,Å,2026-01-05,1\n2,b,nope,1\n`;
    await loaded(utf16, '2026-01-05.csv', Buffer.from(text, 'utf16le'));
    expect(await world.rows(THINGS)).toMatchObject([{ account_id: 'Å' }]);
    expect(await world.rejects()).toMatchObject([{ line: 3 }]);
  });

  test('gzip and \\r\\n', async () => {
    const source = eventSource({ files: [{ path: 'things/{date}*.csv.gz', format: { type: 'csv' } }] });
    const text = `${HEADER}1,"a\r\nb",2026-01-05,1\n2,b,nope,1\n`.replaceAll(/(?<!\r)\n/g, '\r\n');
    await loaded(source, '2026-01-05.csv.gz', gzipSync(text));
    expect(await world.rows(THINGS)).toMatchObject([{ account_id: 'a\r\nb' }]);
    expect(await world.rejects()).toMatchObject([{ line: 4, value: 'nope' }]);
  });

  test('a column added midway: optional is null in older files, missing is refused with line 1 and a suggestion', async () => {
    const columns = [...eventSource().columns, { name: 'region', type: 'varchar' }];
    await world.write('things/2026-01-05.csv', `${HEADER}1,a,2026-01-05,1\n`);
    await world.write('things/2026-01-06.csv', 'id,account_id,at,amount,region\n2,a,2026-01-06,1,north\n');
    await world.run([
      eventSource({ columns: columns.map((c) => ({ ...c, optional: c.name === 'region' })) }),
    ]);
    expect(await world.rows('select id, region from build.raw.app__things order by id')).toEqual([
      { id: '1', region: null },
      { id: '2', region: 'north' },
    ]);
    await world.write('things/2026-01-07.csv', 'id,acount_id,at,amount\n3,a,2026-01-07,1\n');
    const refused = await problemsOf(world.run([eventSource({ columns: columns.slice(0, 4) })]));
    expect(refused.exitCode).toBe(65);
    expect(refused.problems).toMatchObject([
      {
        name: 'columnMissing',
        file: 'things/2026-01-07.csv',
        line: 1,
        message: 'no column "account_id", which raw.app__things needs',
        hint: 'did you mean "acount_id"?',
      },
    ]);
  });

  test('a header with a column twice, a blank first line, an open quote, another encoding, no end', async () => {
    for (const [content, name] of [
      ['id,id,account_id,at,amount\n1,1,a,2026-01-05,1\n', 'columnTwice'],
      [`\n${HEADER}1,a,2026-01-05,1\n`, 'unreadableFile'],
      ['id,"account_id,at,amount\n1,a,2026-01-05,1\n', 'unreadableFile'],
      [Buffer.from(`\ufeff${HEADER}1,a,2026-01-05,1\n`, 'utf16le'), 'unreadableFile'],
      [`${'x'.repeat(2_000_000)},${HEADER}`, 'unreadableFile'],
    ] as const) {
      await world.write('things/2026-01-05.csv', content);
      const { problems, exitCode } = await problemsOf(world.run([eventSource()]));
      expect([problems[0]?.name, problems[0]?.line, exitCode]).toEqual([name, 1, 65]);
    }
  });

  test('a file whose name is a pattern to the database, and a folder that looks like a partition', async () => {
    const source = eventSource({ files: [{ path: 'things/**/{date}*.csv', format: { type: 'csv' } }] });
    await world.write('things/at=2020/2026-01-05 [1]*?.csv', `${HEADER}1,a,2026-01-05,1\n`);
    await loaded(source, 'x/2026-01-06.csv', `${HEADER}2,a,2026-01-06,1\n`);
    expect(await world.rows('select id, "at" from build.raw.app__things order by id')).toEqual([
      { id: '1', at: '2026-01-05 00:00:00' },
      { id: '2', at: '2026-01-06 00:00:00' },
    ]);
  });

  test('lines that end in more than one way are refused by name, and the files before that one are loaded', async () => {
    await world.write('things/2026-01-05.csv', `${HEADER}1,a,2026-01-05,1\n`);
    await world.write('things/2026-01-06.csv', `${HEADER}2,a,2026-01-06,1\r\n3,a,2026-01-06,1\n`);
    await world.write('things/2026-01-07.csv', `${HEADER}4,a,2026-01-07,1\n`);
    const { problems } = await problemsOf(world.run([eventSource()]));
    expect(problems).toMatchObject([{ name: 'unreadableFile', file: 'things/2026-01-06.csv', exitCode: 65 }]);
    expect(await world.rows('select id from build.raw.app__things')).toEqual([{ id: '1' }]);
  });
});

describe('typing', () => {
  const typed = (type: string, more = {}) =>
    eventSource({
      columns: [
        { name: 'id', type: 'varchar' },
        { name: 'account_id', type, ...more },
        { name: 'at', type: 'timestamp' },
      ],
    });
  async function values(type: string, texts: readonly string[], more = {}) {
    await loaded(
      typed(type, more),
      '2026-01-05.csv',
      `id,account_id,at\n${texts.map((text, i) => `${i},"${text}",2026-01-05\n`).join('')}`,
    );
    const rows = await world.rows<{ id: string; v: unknown }>(
      'select id, cast(account_id as varchar) as v from build.raw.app__things',
    );
    const byId = new Map(rows.map((row) => [row.id, row.v]));
    return texts.map((_, i) => byId.get(String(i)));
  }

  test('an instant keeps its offset, whatever stood in the row before', async () => {
    expect(
      await values('timestamp', [
        '2026-01-05T10:00:00+02:00',
        '2026-01-05 10:00:00',
        '2026-01-05T10:00:00.5Z',
        '2026-01-05T10:00:00-0530',
        '2026-01-05',
        '2026-01-05 10:00 PM',
        '2026-02-30 10:00:00',
        'infinity',
        '20260-01-05',
      ]),
    ).toEqual([
      '2026-01-05 08:00:00',
      '2026-01-05 10:00:00',
      '2026-01-05 10:00:00.5',
      '2026-01-05 15:30:00',
      '2026-01-05 00:00:00',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('a local time is read in its zone, a text with Z or an offset is not', async () => {
    expect(
      await values(
        'timestamp',
        ['2026-07-05 10:00:00', '2026-07-05T10:00:00Z', '2026-07-05T10:00:00+05:00', '2026-01-05 10:00:00'],
        { time_zone: 'America/New_York' },
      ),
    ).toEqual(['2026-07-05 14:00:00', '2026-07-05 10:00:00', '2026-07-05 05:00:00', '2026-01-05 15:00:00']);
  });

  test('a date is a day and nothing else', async () => {
    expect(
      await values('date', [
        '2026-01-05',
        '2026-01-05 23:30:00',
        '2026-01-05x',
        '2026-13-01',
        '05/01/2026',
        'epoch y',
      ]),
    ).toEqual(['2026-01-05', '2026-01-05', undefined, undefined, undefined, undefined]);
  });

  test('whole numbers are never rounded, numbers are finite, booleans are words', async () => {
    expect(await values('integer', ['7', '2.0', '2.5', '1e9', '99999999999', '-3'])).toEqual([
      '7',
      '2',
      undefined,
      '1000000000',
      undefined,
      '-3',
    ]);
    await world.reopen();
    expect(await values('double', ['1.5', 'NaN', 'inf', '1e400', '1,5'])).toEqual([
      '1.5',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    await world.reopen();
    expect(await values('boolean', ['TRUE', 'no', '1', 'maybe', ' yes '])).toEqual([
      'true',
      'false',
      'true',
      undefined,
      'true',
    ]);
  });

  test('values outside of the declared range are rejected, the bounds themselves are in', async () => {
    expect(await values('integer', ['0', '1', '10', '11'], { min: 1, max: 10 })).toEqual([
      undefined,
      '1',
      '10',
      undefined,
    ]);
    await world.reopen();
    expect(
      await values(
        'timestamp',
        ['2026-01-01 00:00:00', '2026-01-31 23:59:59', '2026-02-01 00:00:00', '2025-12-31'],
        {
          min: '2026-01-01',
          max: '2026-01-31',
        },
      ),
    ).toEqual(['2026-01-01 00:00:00', '2026-01-31 23:59:59', undefined, undefined]);
    expect(await world.rejects()).toMatchObject([{ reason: 'out_of_range' }, { reason: 'out_of_range' }]);
  });

  test('a format or a time zone that does not exist is bad configuration, all in one go', async () => {
    const source = eventSource({
      columns: [
        { name: 'id', type: 'date', format: '%Q' },
        { name: 'at', type: 'timestamp', time_zone: 'Europe/Nowhere' },
      ],
    });
    const { problems, exitCode } = await problemsOf(world.run([source]));
    expect(exitCode).toBe(78);
    expect(problems.map((one) => [one.name, one.message.split(':')[0]])).toEqual([
      ['configInvalid', 'sources.things.columns.id.format'],
      ['configInvalid', 'sources.things.columns.at.time_zone'],
    ]);
  });
});

describe('fixed width', () => {
  const fields = { id: [2, 4], account_id: [6, 9], at: [11, 18], amount: [20, 26] } as const;
  const { columns, ...rest } = eventSource({
    files: [{ path: 'things/{date}*.txt', format: { type: 'fixed_width', fields: structuredClone(fields) } }],
  });
  const source: SourceDefinition = {
    ...rest,
    columns: columns.map((column) => (column.name === 'at' ? { ...column, format: '%Y%m%d' } : column)),
  };

  test('fields by their places, the first line too, blanks around them gone, only blanks as null', async () => {
    await loaded(source, '2026-01-05.txt', '   1 a b  20260105   29.33\r\n  02      20260106        \r\n');
    expect(await world.rows(THINGS)).toEqual([
      { id: '1', account_id: 'a b', at: '2026-01-05 00:00:00', amount: 29.33 },
      { id: '02', account_id: null, at: '2026-01-06 00:00:00', amount: null },
    ]);
  });

  test('a line that ends too early and a bad value are rejected by their physical lines, blank lines left out', async () => {
    const lines = [
      '   1 a    20260105   29.33',
      '',
      '   2 a    20260105   29.3',
      '   3 a    20261305   29.33 x',
    ];
    const report = await loaded(source, '2026-01-05.txt', lines.join('\n'));
    expect(report.rows).toEqual({ read: 3, loaded: 1, rejected: 2 });
    expect((await world.rejects()).map((row) => [row['line'], row['reason'], row['column_name']])).toEqual([
      [3, 'malformed_row', null],
      [4, 'bad_type', 'at'],
    ]);
  });
});

describe('JSON lines', () => {
  const source = eventSource({ files: [{ path: 'things/{date}*.jsonl*', format: { type: 'jsonl' } }] });
  const line = (id: number, more: object = {}) =>
    JSON.stringify({ id: String(id), account_id: 'a', at: '2026-01-05T10:00:00Z', amount: 1.5, ...more });

  test('fields by name, numbers, nested values as text, absent and empty as null, unknown fields noted', async () => {
    const lines = [
      line(1, { account_id: { z: [1] }, colour: 'red' }),
      '{"at":"2026-01-05","id":2,"amount":""}',
      line(3, { account_id: 'C:\\0dir\u0001', amount: null }),
    ];
    const report = await loaded(source, '2026-01-05.jsonl', `\ufeff${lines.join('\n')}`);
    expect(await world.rows(THINGS)).toEqual([
      { id: '1', account_id: '{"z":[1]}', at: '2026-01-05 10:00:00', amount: 1.5 },
      { id: '2', account_id: null, at: '2026-01-05 00:00:00', amount: null },
      { id: '3', account_id: 'C:\\0dir\u0001', at: '2026-01-05 10:00:00', amount: null },
    ]);
    expect(report.notes).toEqual(['column "colour" is not declared, in things/2026-01-05.jsonl']);
  });

  test('a truncated line, lines that are no object, bad bytes and blank lines: each named by its physical line', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${line(1)}\n\n{"id":"2","at":"2026-01-\n[1,2]\n   \n"text"\n${line(3)}\n`),
      Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
      Buffer.from(`${line(4, { amount: 'x' })}\n`),
    ]);
    const report = await loaded(source, '2026-01-05.jsonl', bytes);
    expect(report.rows).toEqual({ read: 7, loaded: 2, rejected: 5 });
    expect((await world.rejects()).map((row) => [row['line'], row['reason'], row['column_name']])).toEqual([
      [3, 'malformed_json', null],
      [4, 'malformed_json', null],
      [6, 'malformed_json', null],
      [8, 'bad_encoding', null],
      [9, 'bad_type', 'amount'],
    ]);
  });

  test('gzip, and lines that end in more than one way', async () => {
    const text = `${line(1)}\r\n${line(2)}\n\r\n${line(3, { amount: 'x' })}\n${line(4)}`;
    const report = await loaded(source, '2026-01-05.jsonl.gz', gzipSync(text));
    expect(report.rows).toEqual({ read: 4, loaded: 3, rejected: 1 });
    expect(await world.rejects()).toMatchObject([{ line: 4, value: 'x' }]);
  });

  test('a gzip file that was cut off is refused and not loaded in part', async () => {
    const whole = gzipSync(
      Array.from({ length: 2000 }, (_, i) => line(i, { account_id: `a${i * 7919}` })).join('\n'),
    );
    await world.write('things/2026-01-05.jsonl.gz', whole.subarray(0, whole.length - 200));
    const { problems } = await problemsOf(world.run([source]));
    expect(problems).toMatchObject([
      { name: 'unreadableFile', file: 'things/2026-01-05.jsonl.gz', exitCode: 65 },
    ]);
    expect(await world.rows('select count(*) as n from build.raw.app__things')).toEqual([{ n: 0 }]);
  });
});

describe('Parquet', () => {
  const source = eventSource({ files: [{ path: 'things/{date}*.parquet', format: { type: 'parquet' } }] });
  const copy = (sql: string, name: string) =>
    world.warehouse.run(`copy (${sql}) to '${world.path(name)}' (format parquet)`);

  test('columns by name, cast to what is declared, faults kept with their text', async () => {
    await world.write('things/.keep', '');
    await copy(
      `select * from (values
         (1.5::double, 10, timestamptz '2026-01-05 10:00:00+02', 'a', 0),
         (2, 20, timestamptz '2026-01-05 11:00:00+00', 'b', 0),
         (3, null, null, 'c', 0)) t(amount, id, "at", account_id, spare)`,
      'things/2026-01-05.parquet',
    );
    const report = await world.runOne(source);
    expect(await world.rows(THINGS)).toEqual([
      { id: '10', account_id: 'a', at: '2026-01-05 08:00:00', amount: 1.5 },
      { id: '20', account_id: 'b', at: '2026-01-05 11:00:00', amount: 2 },
    ]);
    expect(await world.rejects()).toMatchObject([
      { record: 3, line: null, column_name: 'id', reason: 'missing_required' },
    ]);
    expect(report.notes).toEqual(['column "spare" is not declared, in things/2026-01-05.parquet']);
  });

  test('a fraction is no integer, and a column that is not there is refused', async () => {
    await world.write('things/.keep', '');
    await copy(
      `select 'x' as id, 'a' as account_id, now() as "at", 2.5::double as amount`,
      'things/2026-01-05.parquet',
    );
    const whole = {
      ...source,
      columns: source.columns.map((c) => (c.name === 'amount' ? { ...c, type: 'integer' } : c)),
    };
    await world.run([whole]);
    expect(await world.rejects()).toMatchObject([
      { column_name: 'amount', value: '2.5', reason: 'bad_type' },
    ]);
    await copy(`select 'x' as id, 'a' as account_id, now() as "at"`, 'things/2026-01-06.parquet');
    const { problems } = await problemsOf(world.run([whole]));
    expect(problems).toMatchObject([{ name: 'columnMissing', file: 'things/2026-01-06.parquet' }]);
  });

  test('a file that is no Parquet is refused by name', async () => {
    await world.write('things/2026-01-05.parquet', 'not parquet at all');
    const { problems } = await problemsOf(world.run([source]));
    expect(problems).toMatchObject([{ name: 'unreadableFile', file: 'things/2026-01-05.parquet' }]);
    expect(problems[0]?.message).not.toContain(world.folder);
  });
});
