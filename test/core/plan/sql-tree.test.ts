import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import { canonicalTree, readSqlTree, type SqlFacts } from '../../../src/core/plan/sql-tree.ts';
import type { Warehouse } from '../../../src/ports/warehouse.ts';

let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse({ threads: 1 });
});

afterAll(() => warehouse.close());

async function tree(sql: string): Promise<unknown> {
  const parsed = await warehouse.parse(sql);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.tree;
}

const facts = async (sql: string): Promise<SqlFacts> => readSqlTree(await tree(sql));
const reads = async (sql: string) => (await facts(sql)).relations.map((r) => `${r.schema}.${r.name}`);

test.each([
  ['select 1 from s.a join s.b using (id)', ['s.a', 's.b']],
  ['with a as (select 1 as x from s.real) select x from a', ['s.real']],
  [
    'with recursive r as (select 1 as i union all select i + 1 from r where i < 3) select i from r, s.t',
    ['s.t'],
  ],
  ['select (select max(x) from s.deep) as m where exists (select 1 from s.deeper)', ['s.deep', 's.deeper']],
  ['select 1 from s.a asof join s.b on a.t >= b.t', ['s.a', 's.b']],
  ['from s.first_form', ['s.first_form']],
  ['select 1 from bare', ['.bare']],
  ['select 1 from s.a union all select 2 from s.b', ['s.a', 's.b']],
  ['select 1 from s.a, lateral (select x from s.b where b.id = a.id) as l', ['s.a', 's.b']],
])('%s', async (sql, expected) => {
  expect((await reads(sql)).sort()).toEqual(expected);
});

test('offsets point at the reference, functions and keywords are seen', async () => {
  const sql =
    "select now() as n, current_date as d, list(x order by x) as l, list(x) as m from s.a, read_csv('f')";
  const found = await facts(sql);
  expect(found.relations[0]?.offset).toBe(sql.indexOf('s.a'));
  expect(found.functions.map((f) => [f.name, f.ordered])).toEqual([
    ['now', false],
    ['list_sort', false],
    ['list', true],
    ['list', false],
  ]);
  expect(found.bareColumns.map((c) => c.name)).toContain('current_date');
  expect(found.tableFunctions.map((f) => f.name)).toEqual(['read_csv']);
});

test('only a star of the outermost select list counts', async () => {
  expect((await facts('with a as (select * from s.t) select x from a')).endsWithStar).toBeNull();
  expect((await facts('with a as (select x from s.t) select * from a')).endsWithStar).not.toBeNull();
});

test('layout and comments do not change the canonical tree, a constant does', async () => {
  const one = canonicalTree(await tree('select a, 1 as b from s.t'));
  expect(canonicalTree(await tree('-- said\nselect\n  a,\n  1 as b\nfrom s.t'))).toBe(one);
  expect(canonicalTree(await tree('select a, 2 as b from s.t'))).not.toBe(one);
});
