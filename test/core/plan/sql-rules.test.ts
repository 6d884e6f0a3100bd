import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import { checkSqlRules } from '../../../src/core/plan/sql-rules.ts';
import { readSqlTree } from '../../../src/core/plan/sql-tree.ts';
import type { Warehouse } from '../../../src/ports/warehouse.ts';

let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse({ threads: 1 });
});

afterAll(() => warehouse.close());

/** Names of the problems that the rules find in a statement. */
async function found(sql: string): Promise<string[]> {
  const parsed = await warehouse.parse(sql);
  if (!parsed.ok) throw new Error(`${sql}: ${parsed.message}`);
  return checkSqlRules('m.sql', sql, readSqlTree(parsed.tree)).map(({ name }) => name);
}

const names = async (query: string) =>
  (await warehouse.rows<{ name: string }>(query)).map(({ name }) => name);

test('whatever DuckDB does not call consistent is refused, but for error(), and so is every macro of its own that calls such', async () => {
  const fickle = await names(
    `select distinct function_name as name from duckdb_functions()
     where stability <> 'CONSISTENT' and function_name <> 'error' order by name`,
  );
  const words = [...fickle, 'current_timestamp', 'current_date', 'sleep_ms'].join('|');
  const macros = await names(
    `select distinct function_name as name from duckdb_functions()
     where function_type = 'macro' and regexp_matches(macro_definition, '\\b(${words})\\b') order by name`,
  );
  expect(fickle).toContain('current_transaction_id');
  expect(macros).toContain('ago');
  for (const name of [...fickle, ...macros])
    expect([name, await found(`select ${name}(x) from s.t`)]).toEqual([name, ['clockInModel']]);
});

/** Aggregates and window functions that give the same on any number of threads (over whole numbers and decimals). */
const STEADY = [
  ...['approx_count_distinct', 'avg', 'bit_and', 'bit_or', 'bit_xor', 'bitstring_agg', 'bool_and', 'bool_or'],
  ...[
    'count',
    'count_if',
    'count_star',
    'countif',
    'cume_dist',
    'dense_rank',
    'histogram',
    'histogram_exact',
  ],
  ...[
    'mad',
    'max',
    'mean',
    'median',
    'min',
    'percent_rank',
    'quantile',
    'quantile_cont',
    'quantile_disc',
    'rank',
  ],
  ...['rank_dense', 'regr_count', 'sum', 'sum_no_overflow'],
];

test('of the aggregates that DuckDB has only the steady ones need no order', async () => {
  const aggregates = await names(
    `select distinct function_name as name from duckdb_functions() where function_type = 'aggregate' order by name`,
  );
  const allowed: string[] = [];
  for (const name of aggregates)
    if ((await found(`select ${name}(x) from s.t`)).length === 0) allowed.push(name);
  expect(allowed).toEqual(STEADY);
});

const WINDOWS = [
  ...[
    'any_value(x)',
    'first(x)',
    'list(x)',
    "string_agg(x, ',')",
    'first_value(x)',
    'last_value(x)',
    'lag(x)',
  ],
  ...['lead(x)', 'nth_value(x, 2)', 'row_number()', 'ntile(4)', 'stddev(x)', 'arg_max(x, y)'],
];

test.each(WINDOWS)('%s over a window needs an order', async (call) => {
  expect(await found(`select ${call} over (partition by g) from s.t`)).toEqual(['unorderedAggregate']);
  expect(await found(`select ${call} over w from s.t window w as (partition by g)`)).toEqual([
    'unorderedAggregate',
  ]);
  expect(await found(`select ${call} over (partition by g order by k) from s.t`)).toEqual([]);
});

test.each([
  ['select age(started_on) from s.t', ['clockInModel']],
  ['select age(ended_on, started_on) from s.t', []],
  ['select started_on.age() from s.t', ['clockInModel']],
  ['select current_schema from s.t', ['clockInModel']],
  ['select x from s.t using sample 10', ['unorderedAggregate']],
  ['select x from s.t tablesample reservoir(10 rows)', ['unorderedAggregate']],
  ['select s.t.x from s.t positional join s.u', ['unorderedAggregate']],
  ['select x from s.t limit 1', ['unorderedAggregate']],
  ['select x from s.t offset 1', ['unorderedAggregate']],
  ['select x from s.t order by x limit 1', []],
  ['select (select x from s.t limit 1) as y', ['unorderedAggregate']],
  ['select distinct on (g) g, x from s.t', ['unorderedAggregate']],
  ['select distinct on (g) g, x from s.t order by g, x', []],
  ['select distinct g from s.t', []],
  ['select sum(x) over (partition by g), rank() over (order by x) from s.t', []],
  ['select list(x order by x), arg_max(x, y order by y, x) from s.t', []],
  ['select json_group_array(x) from s.t', ['unorderedAggregate']],
])('%s', async (sql, expected) => {
  expect(await found(sql)).toEqual(expected);
});
