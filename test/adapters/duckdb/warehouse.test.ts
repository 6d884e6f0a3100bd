import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import type { ColumnChunk, Session, Warehouse } from '../../../src/ports/warehouse.ts';

let folder: string;
let warehouse: Warehouse;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-warehouse-'));
  warehouse = await openWarehouse({ buildFile: join(folder, 'build.duckdb'), threads: 1 });
});

afterAll(async () => {
  warehouse.close();
  await rm(folder, { recursive: true });
});

test('rows come back as plain values, in UTC whatever the zone of the process', async () => {
  const rows = await warehouse.rows(
    `select 1::bigint as i, 1.25::decimal(9,4) as d, date '2026-03-29' as day,
       timestamp '2026-03-29 02:30:00' as at, [1, 2] as list, null as nothing, cast('2026-01-01 00:00:00+02' as timestamptz) as z`,
  );
  expect(rows).toEqual([
    {
      i: 1,
      d: 1.25,
      day: '2026-03-29',
      at: '2026-03-29 02:30:00',
      list: [1, 2],
      nothing: null,
      z: '2025-12-31 22:00:00',
    },
  ]);
});

test('parameters are bound', async () => {
  expect(await warehouse.rows('select $1 as a, $2 as b, $3 as c', ["it's", 7, null])).toEqual([
    { a: "it's", b: 7, c: null },
  ]);
});

test('columns are read in chunks and appended, with NaN as null', async () => {
  await warehouse.run('create schema if not exists build.t');
  await warehouse.run(
    'create table build.t.x (k varchar, d date, i integer, p decimal(9,4), v double, b boolean, n bigint)',
  );
  const n = 5000;
  const index = Array.from({ length: n }, (_, i) => i);
  await warehouse.append('build.t.x', [
    { name: 'k', type: 'varchar', values: index.map((i) => `a${i}`) },
    { name: 'd', type: 'date', values: index.map((i) => (i % 2 === 0 ? '2024-02-29' : '1969-12-31')) },
    { name: 'i', type: 'integer', values: Int32Array.from(index) },
    { name: 'p', type: 'decimal(9,4)', values: Int32Array.from(index) },
    { name: 'v', type: 'double', values: Float64Array.from(index, (i) => (i === 3 ? Number.NaN : i / 2)) },
    { name: 'b', type: 'boolean', values: index.map((i) => i === 1) },
    { name: 'n', type: 'bigint', values: index },
  ]);
  let seen = 0;
  for await (const chunk of warehouse.read('select k, i, v from build.t.x order by i')) {
    expect(chunk.names).toEqual(['k', 'i', 'v']);
    seen += chunk.rows;
  }
  expect(seen).toBe(n);
  const summary =
    'select count(*) as n, count(v) as v, min(d) as first, max(d) as last, sum(p) as p, count_if(b) as b from build.t.x';
  expect(await warehouse.rows(summary)).toEqual([
    { n, v: n - 1, first: '1969-12-31', last: '2024-02-29', p: (n * (n - 1)) / 2 / 10_000, b: 1 },
  ]);
});

test('numbers come in arrays of their type, and in plain ones only where a null is among them', async () => {
  const query = `select cast(i as integer) as whole, i / 2 as half, case when i <> 2100 then i / 2 end as gap, i as big
    from range(4000) as t (i) order by i`;
  for (const read of [() => warehouse.read(query), () => warehouse.readWhole(query)]) {
    const chunks: ColumnChunk['columns'][] = [];
    for await (const { columns } of read()) chunks.push(columns);
    const [first = [], second = []] = chunks;
    expect(chunks.length).toBe(2);
    expect(first.map((column) => column.constructor)).toEqual([
      Int32Array,
      Float64Array,
      Float64Array,
      Array,
    ]);
    expect(second[2]?.constructor).toBe(Array);
    const all = (c: number) => chunks.flatMap((columns) => [...(columns[c] ?? [])]);
    const index = Array.from({ length: 4000 }, (_, i) => i);
    expect(all(0)).toEqual(index);
    expect(all(1)).toEqual(index.map((i) => i / 2));
    expect(all(2)).toEqual(index.map((i) => (i === 2100 ? null : i / 2)));
    expect(all(3)).toEqual(index);
  }
});

test('numbers of another type than the column are appended one by one', async () => {
  await warehouse.run('create table build.t.z (v double, i integer)');
  await warehouse.append('build.t.z', [
    { name: 'v', type: 'double', values: Int32Array.of(1, 2) },
    { name: 'i', type: 'integer', values: [3, null] },
  ]);
  await warehouse.append('build.t.z', []);
  expect(await warehouse.rows('from build.t.z')).toEqual([
    { v: 1, i: 3 },
    { v: 2, i: null },
  ]);
});

test('another connection looks at the same catalog, and ends with the warehouse', async () => {
  const own = await openWarehouse({ threads: 1 });
  await own.run("attach ':memory:' as scratch; use scratch; create table x as select 1 as i");
  const other = await own.another();
  expect(await other.rows('from x')).toEqual([{ i: 1 }]);
  own.stop(new Error('asked to'));
  await expect(other.rows('from x')).rejects.toThrow('asked to');
  own.close();
});

test('a transaction that throws leaves nothing behind', async () => {
  await warehouse.run('create table build.t.y (i integer)');
  const work = warehouse.transaction(async () => {
    await warehouse.run('insert into build.t.y values (1)');
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(await warehouse.rows('select count(*) as n from build.t.y')).toEqual([{ n: 0 }]);
});

test('parse gives the tree, or the offset of the fault', async () => {
  expect(await warehouse.parse('select 1')).toMatchObject({ ok: true });
  expect(await warehouse.parse('select a.x fro staging.foo')).toMatchObject({ ok: false, offset: 15 });
});

test('stop ends what runs on every connection with its reason, and lets a transaction roll back', async () => {
  const path = join(folder, 'stop.duckdb');
  const own = await openWarehouse({ buildFile: path, threads: 1 });
  const other = await own.connect();
  await own.run('create table build.main.x as select 1 as i');
  const endless = (session: Session) =>
    session.rows('select count(*) from range(100000000000) a where a.range % 7 = 3');
  const half = own.transaction(async () => {
    await own.run('insert into build.main.x values (2)');
    await endless(own);
  });
  const elsewhere = endless(other);
  setTimeout(() => own.stop(new Error('asked to')), 50);
  await expect(half).rejects.toThrow('asked to');
  await expect(elsewhere).rejects.toThrow('asked to');
  await expect(own.rows('select 1')).rejects.toThrow('asked to');
  own.close();
  const again = await openWarehouse({ buildFile: path, threads: 1 });
  expect(await again.rows('select i from build.main.x')).toEqual([{ i: 1 }]);
  again.close();
});

test('behind the shut door only the allowed folder is in reach, on every connection', async () => {
  const inner = join(folder, 'allowed');
  const own = await openWarehouse({
    buildFile: join(folder, 'door.duckdb'),
    threads: 1,
    allowedDirectories: [inner],
  });
  await writeFile(join(folder, 'secret.csv'), 'a\n1\n');
  await own.run('create table build.main.x as select 1 as i');
  await own.shutDoor();
  const other = await own.connect();
  for (const session of [own, other]) {
    await expect(session.rows(`select * from read_csv('${join(folder, 'secret.csv')}')`)).rejects.toThrow(
      /Permission/,
    );
    await expect(session.run(`attach '${join(folder, 'z.duckdb')}' as z`)).rejects.toThrow(/Permission/);
    await expect(session.run('set enable_external_access = true')).rejects.toThrow();
    await expect(session.run(`copy build.main.x to '${join(folder, 'out.csv')}'`)).rejects.toThrow(
      /Permission/,
    );
  }
  await own.run("attach ':memory:' as scratch");
  expect(await other.rows('select * from build.main.x')).toEqual([{ i: 1 }]);
  own.close();
});

test('a statement that takes long says how far it is, also behind the shut door, and draws nothing on stdout', async () => {
  const own = await openWarehouse({ threads: 1 });
  await own.run('create table t as select range as i from range(200000)');
  const before = await own.connect();
  await own.shutDoor();
  const behind = await own.connect();
  for (const session of [own, before, behind])
    expect(
      await session.rows(
        "select name, value from duckdb_settings() where name in ('enable_progress_bar', 'enable_progress_bar_print')",
      ),
    ).toEqual([
      { name: 'enable_progress_bar', value: 'true' },
      { name: 'enable_progress_bar_print', value: 'false' },
    ]);
  expect(own.progress()).toBeNull();
  const long = behind.rows('select count(*) from t a join t b on (a.i * 7 + b.i) % 1000003 = 5');
  await vi.waitFor(() => expect(own.progress()).toBeGreaterThan(0), { timeout: 30_000 });
  expect(own.progress()).toBeLessThan(100);
  own.stop(new Error('enough'));
  await expect(long).rejects.toThrow('enough');
  expect(own.progress()).toBeNull();
  own.close();
});

test('a statement that is just about to begin is stopped as well', async () => {
  const own = await openWarehouse({ threads: 1 });
  const endless = own.rows('select count(*) from range(100000000000) a where a.range % 7 = 3');
  // Some turns later the database has been asked and has not begun: an interruption goes by.
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  own.stop(new Error('asked to'));
  await expect(endless).rejects.toThrow('asked to');
  own.close();
});
