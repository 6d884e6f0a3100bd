import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import { duckdbServingFile } from '../../../src/adapters/duckdb/serving-file.ts';
import type { ServingContent, ServingPart } from '../../../src/ports/serving-file.ts';
import type { Warehouse } from '../../../src/ports/warehouse.ts';

let folder: string;
let warehouse: Warehouse;
const serving = duckdbServingFile({ threads: 1 });

beforeAll(async () => {
  // What a glob, a Hive path or a literal would take for its own. ('?' no database file can have: DuckDB puts .wal before it.)
  folder = join(await mkdtemp(join(tmpdir(), 'holdfast-serving-')), "v=1 [a]* it's");
  await mkdir(folder);
  warehouse = await openWarehouse({ threads: 1 });
});

afterAll(async () => {
  warehouse.close();
  await rm(join(folder, '..'), { recursive: true });
});

/** A Parquet file of one date with accounts a1 to a<rows>. */
async function part(snapshotDate: string, rows: number, extra = ''): Promise<ServingPart> {
  const sha256 = `${snapshotDate}-${rows}${extra}`;
  const path = join(folder, `${sha256}.parquet`);
  await warehouse.run(
    `copy (select 'a' || i as account_id, cast(i as decimal(9,4)) as score${extra} from range(1, ${rows + 1}) as r(i))
     to '${path.replaceAll("'", "''")}' (format parquet)`,
  );
  return { snapshotDate, sha256, rows, path: async () => path };
}

const columns = [
  { name: 'account_id', type: 'varchar', comment: "The account; it's the key" },
  { name: 'score', type: 'decimal(9,4)', comment: 'The score (range: 0 to 100)' },
];

function content(parts: readonly ServingPart[], latest: string, more = columns): ServingContent {
  return {
    tables: [{ name: 'scores', comment: 'Scores.', columns: more, parts }],
    views: [{ name: 'current_scores', comment: 'Now.', sources: [{ table: 'scores', only: [latest] }] }],
  };
}

async function query(path: string, sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(sql);
  const rows = reader.getRowsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

const history =
  'select snapshot_date, count(*)::integer, sum(score)::integer from scores group by 1 order by 1';

test('tables hold every date, views the latest, and both are described', async () => {
  const path = join(folder, 'a.duckdb');
  const parts = [await part('2026-01-05', 2), await part('2026-01-12', 3)];
  await serving.build(path, content(parts, '2026-01-12'));
  expect(await query(path, history)).toEqual([
    ['2026-01-05', 2, 3],
    ['2026-01-12', 3, 6],
  ]);
  expect(await query(path, 'select account_id from current_scores order by 1')).toEqual([
    ['a1'],
    ['a2'],
    ['a3'],
  ]);
  const described = `select comment from duckdb_tables() where table_name = 'scores' union all
    select comment from duckdb_views() where view_name = 'current_scores' union all
    select comment from duckdb_columns() where table_name in ('scores', 'current_scores') and column_name = 'account_id'`;
  expect(await query(path, described)).toEqual([
    ['Scores.'],
    ['Now.'],
    ["The account; it's the key"],
    ["The account; it's the key"],
  ]);
  expect(await readdir(folder)).not.toContain('a.duckdb.wal');
});

test('an empty date leaves the latest view empty and not on the date before', async () => {
  const path = join(folder, 'empty.duckdb');
  await serving.build(
    path,
    content([await part('2026-01-05', 2), await part('2026-01-12', 0)], '2026-01-12'),
  );
  expect(await query(path, 'select count(*)::integer from current_scores')).toEqual([[0]]);
});

test('words that have changed are changed in an earlier file, and its rows stay', async () => {
  const [before, after] = [join(folder, 'said.duckdb'), join(folder, 'says.duckdb')];
  const parts = [await part('2026-01-05', 2)];
  await serving.build(before, content(parts, '2026-01-05'));
  const lost = parts.map((each) => ({ ...each, path: () => Promise.reject(new Error('read again')) }));
  const [account, score] = columns;
  const words = [{ ...account, comment: 'Who' }, score].filter(
    (column) => column !== undefined,
  ) as typeof columns;
  const { tables, views } = content(lost, '2026-01-05', words);
  const said = tables.map((table) => ({ ...table, comment: 'All scores.' }));
  await serving.build(after, { tables: said, views }, { previous: before });
  const described = `select comment from duckdb_tables() where table_name = 'scores' union all
    select comment from duckdb_columns() where table_name in ('scores', 'current_scores') and column_name = 'account_id'`;
  expect(await query(after, described)).toEqual([['All scores.'], ['Who'], ['Who']]);
  expect(await query(after, history)).toEqual([['2026-01-05', 2, 3]]);
});

test('an earlier file is extended: new, changed and withdrawn dates, new columns, dropped tables', async () => {
  const [before, after] = [join(folder, 'before.duckdb'), join(folder, 'after.duckdb')];
  const [one, two] = [await part('2026-01-05', 1), await part('2026-01-12', 2)];
  const first = content([one, two], '2026-01-12');
  const extra = { name: 'old', comment: 'Old.', columns, parts: [one] };
  await serving.build(before, { tables: [...first.tables, extra], views: first.views });
  const kept = await readFile(before);

  const [changed, third] = [await part('2026-01-12', 4), await part('2026-01-19', 5)];
  await serving.build(after, content([changed, third], '2026-01-19'), { previous: before });
  expect(await query(after, history)).toEqual([
    ['2026-01-12', 4, 10],
    ['2026-01-19', 5, 15],
  ]);
  expect(await query(after, "select table_name from duckdb_tables() where schema_name = 'main'")).toEqual([
    ['scores'],
  ]);
  expect((await readFile(before)).equals(kept)).toBe(true);

  const wider = [...columns, { name: 'band', type: 'varchar', comment: 'The band' }];
  const fourth = await part('2026-01-26', 1, ", 'good' as band");
  const last = join(folder, 'last.duckdb');
  await serving.build(last, content([third, fourth], '2026-01-26', wider), { previous: after });
  expect(
    await query(last, 'select snapshot_date, band, count(*)::integer from scores group by all order by 1'),
  ).toEqual([
    ['2026-01-19', null, 5],
    ['2026-01-26', 'good', 1],
  ]);
});

test('a part that stands in the earlier file is not read again', async () => {
  const [before, after] = [join(folder, 'kept.duckdb'), join(folder, 'next.duckdb')];
  const one = await part('2026-02-02', 3);
  await serving.build(before, content([one], '2026-02-02'));
  await rm(await one.path());
  await serving.build(after, content([one, await part('2026-02-09', 1)], '2026-02-09'), { previous: before });
  expect(await query(after, 'select count(*)::integer from scores')).toEqual([[4]]);
});

test('an earlier file that is broken, foreign or tampered with is passed over', async () => {
  const parts = [await part('2026-03-02', 3)];
  const good = join(folder, 'good.duckdb');
  await serving.build(good, content(parts, '2026-03-02'));
  const tampered = join(folder, 'tampered.duckdb');
  await copyFile(good, tampered);
  const instance = await DuckDBInstance.create(tampered);
  const connection = await instance.connect();
  await connection.run("delete from scores where account_id = 'a1'");
  connection.closeSync();
  instance.closeSync();
  await writeFile(join(folder, 'broken.duckdb'), 'not a database');
  for (const previous of [tampered, join(folder, 'broken.duckdb'), join(folder, 'none.duckdb')]) {
    const path = join(folder, 'rebuilt.duckdb');
    await serving.build(path, content(parts, '2026-03-02'), { previous });
    expect(await query(path, 'select count(*)::integer from scores')).toEqual([[3]]);
  }
});

test('a build that was told to stop throws the reason', async () => {
  const path = join(folder, 'stopped.duckdb');
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(serving.build(path, content([], '2026-01-05'), { signal })).rejects.toThrow('stopped');
});
