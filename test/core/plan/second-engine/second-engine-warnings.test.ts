import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWarehouse } from '../../../../src/adapters/duckdb/open-warehouse.ts';
import type { Layer, ModelDefinition } from '../../../../src/core/config/project.ts';
import { CONSTRUCTS } from '../../../../src/core/plan/second-engine/constructs.ts';
import { secondEngineWarnings } from '../../../../src/core/plan/second-engine/second-engine-warnings.ts';
import type { Problem } from '../../../../src/errors.ts';
import type { Warehouse } from '../../../../src/ports/warehouse.ts';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ threads: 1 });
});
afterAll(() => warehouse.close());

/**
 * A row a construct: what is flagged (at the arrow), and the form that is not. `staging.t` has day and
 * other_day (date), seen_at (timestamp), n and m (bigint), price (decimal), share (double), name (varchar).
 */
const CASES: readonly (readonly [construct: string, flagged: string, good: string])[] = [
  ['date - date', 'day →- other_day', "date_diff('day', other_day, day)"],
  ['a date plus or minus a number', 'day →- 90', 'days_before(day, 90)'],
  ['a date plus or minus an interval', "day →- interval '90' day", "cast(day - interval '90' day as date)"],
  ['a date plus or minus an interval', "day →+ interval '1' month", "seen_at + interval '1' month"],
  ['an interval without quotes', 'seen_at - interval →90 day', "seen_at - interval '90' day"],
  [
    'date_diff of timestamps',
    "→date_diff('day', seen_at, seen_at)",
    "date_diff('day', cast(seen_at as date), day)",
  ],
  [
    'date_diff in months, weeks or hours',
    "→date_diff('month', day, other_day)",
    "date_diff('month', date_trunc('month', day), date_trunc('month', other_day))",
  ],
  ['date_trunc of a date', "→date_trunc('month', day)", "cast(date_trunc('month', day) as date)"],
  ['date_trunc of a date', "→date_trunc('month', day)", "date_trunc('month', seen_at)"],
  ['the day of the week', '→extract(dow from day)', 'mod(extract(dow from day), 7)'],
  ['extract of a part that only DuckDB has', '→extract(epoch from seen_at)', 'extract(year from seen_at)'],
  ['date_part()', "→date_part('month', day)", 'extract(month from day)'],
  ['a date compared with a text', "day →> '2026-01-01'", "day > date '2026-01-01'"],
  ['a date compared with a text', "day →between '2026-01-01' and day", "name = '2026-01-01'"],
  ['a quotient by /', 'n →/ m', 'ratio(n, m)'],
  ['a quotient by /', 'price →/ 3.0', 'cast(n as double) / m'],
  ['a quotient by /', 'sum(n) →/ count(*)', 'max(share) / count(*)'],
  ['a whole quotient by //', 'n →// m', 'cast(round((n - mod(n, m)) / cast(m as double)) as bigint)'],
  ['avg of decimals', '→avg(price)', 'ratio(sum(n), count(n))'],
  ['avg of decimals', '→avg(price * 2)', 'avg(n)'],
  ['a sum or avg of doubles, by the order in which they come,', '→sum(share)', 'sum(share order by n)'],
  ['a sum or avg of doubles, by the order in which they come,', '→avg(n * share)', 'sum(n)'],
  [
    'a sum or avg of doubles, by the order in which they come,',
    '→sum(share) over (partition by n)',
    'sum(share) over (partition by n order by m)',
  ],
  ['a double cast to a whole number', '→cast(share as integer)', 'cast(round(share) as integer)'],
  [
    'a type that the second engine has under another name, or not at all',
    '→cast(n as hugeint)',
    'cast(n as bigint)',
  ],
  [
    'a type that the second engine has under another name, or not at all',
    '→cast(seen_at as timestamptz)',
    'cast(seen_at as timestamp(6))',
  ],
  ['a cast by ::', 'n→::integer', 'cast(n as integer)'],
  ['a power by ^ or **', 'n →^ 2', 'power(n, 2)'],
  ['text joined with a number', 'name →|| n', 'name || cast(n as varchar)'],
  ['greatest() or least() of what may be null', '→greatest(n, 0)', 'greatest(coalesce(n, 0), 0)'],
  ['concat()', '→concat(name, name)', 'name || name'],
  ['a regular expression', "→regexp_replace(name, 'a', 'b')", "replace(name, 'a', 'b')"],
  ['a regular expression', "name →~ 'x.*'", "name like 'x%'"],
  ['split_part()', "→split_part(name, '@', 2)", 'lower(name)'],
  ['like without regard to case', "name →ilike 'x%'", "lower(name) like 'x%'"],
  ['contains() of a text', "→contains(name, 'x')", "strpos(name, 'x') > 0"],
  ['contains() of a text', "→contains(name, 'x')", "contains(array['x', 'y'], 'x')"],
  ['the value at the greatest or least of another', '→max_by(n, seen_at)', 'max(n)'],
  ['a correlation or regression', '→regr_slope(n, m)', 'sum(n * m)'],
  ['a median or quantile', '→quantile_cont(n, 0.5)', 'max(n) filter (where m = 2)'],
  ['a list', '→list_contains(array[1], n)', 'contains(array[1], n)'],
  ['a list', '[→1, 2]', 'array[1, 2]'],
  ['a hash, JSON, or texts put together', '→md5(name)', 'upper(name)'],
  ['a struct or map', "{→'a': n}", 'n'],
  ['ignore nulls inside the call', '→lag(n ignore nulls) over (order by day)', 'lag(n) over (order by day)'],
  ['columns()', "→columns('n.*')", 'n'],
  ['a lambda or an arrow', 'name →-> 1', 'name'],
  ['a column by its number', '→#1', 'n'],
  ['sinh()', '→sinh(share)', 'exp(share)'],
];

const QUERIES: readonly (readonly [construct: string, flagged: string, good: string])[] = [
  [
    'qualify',
    'select n from staging.t qualify row_number() over (order by n) →= 1',
    'with r as (select n, row_number() over (order by n) as k from staging.t) select n from r where k = 1',
  ],
  [
    'an asof join',
    'select t.n from staging.t →asof join staging.u on t.id = u.id and t.seen_at >= u.seen_at',
    'select t.n from staging.t join staging.u on t.id = u.id and t.seen_at >= u.seen_at',
  ],
  [
    'a positional or natural join',
    'select n from staging.t →natural join staging.u',
    'select n from staging.t join staging.u using (id)',
  ],
  [
    'a semi or anti join',
    'select n from staging.t →anti join staging.u on t.id = u.id',
    'select n from staging.t where not exists (select 1 from staging.u where u.id = t.id)',
  ],
  [
    'a join without an equality',
    'select t.n from staging.t →join staging.u on t.seen_at > u.seen_at',
    'select t.n from staging.t cross join unnest(array[1, 2]) as v (k)',
  ],
  [
    'group by all',
    'select →n, count(*) from staging.t group by all',
    'select n, count(*) from staging.t group by n',
  ],
  ['order by all', 'select n from staging.t order by →all', 'select n from staging.t order by n'],
  ['* exclude, replace or rename', 'select →* exclude (n) from staging.t', 'select * from staging.t'],
  ['distinct on', 'select distinct on (→n) n from staging.t', 'select distinct n from staging.t'],
  ['from first', '→from staging.t', 'select * from staging.t'],
  [
    'union by name',
    'select →n from staging.t union by name select n from staging.u',
    'select n from staging.t union select n from staging.u',
  ],
  [
    'pivot or unpivot',
    'select k from (→unpivot staging.t on n, m into name k value v)',
    'select n as k from staging.t union all select m from staging.t',
  ],
  ['a sample', 'select →n from staging.t using sample 10%', 'select n from staging.t'],
  [
    'a series',
    'select i from →generate_series(1, 3) as s (i)',
    'select i from unnest(array[1, 2, 3]) as s (i)',
  ],
  [
    'a name that its own select list gives',
    'select n + 1 as more, →more * 2 as most from staging.t',
    'select n + 1 as more from staging.t order by more',
  ],
  [
    'a name that its own select list gives',
    'select n % 7 as k, count(*) from staging.t group by →k',
    'select n % 7 as k, count(*) from staging.t group by n % 7',
  ],
  [
    'a name that its own select list gives',
    'select n + 1 as more from staging.t where →more > 3',
    'with a as (select n + 1 as more from staging.t) select more from a where more > 3',
  ],
];

const all = [
  ...CASES.map(
    ([name, flagged, good]) =>
      [name, `select ${flagged} from staging.t`, `select ${good} from staging.t`] as const,
  ),
  ...QUERIES,
];

describe('the second engine', () => {
  test.each(all)('%s: %s', async (name, flagged) => {
    const sql = flagged.replace('→', '');
    const found = await warningsOf(sql);
    expect(found.map(({ message }) => message).join('\n')).toContain(`${name} `);
    const [warning] = found.filter(({ message }) => message.startsWith(`${name} `));
    expect(warning).toMatchObject({
      name: 'secondEngine',
      severity: 'warning',
      file: 'models/marts/m.sql',
      line: 1,
    });
    expect(warning?.column).toBe(flagged.indexOf('→') + 1);
    expect(warning?.hint).toMatch(/^write /);
  });

  test.each(all)('%s: not %s but %s', async (_name, _flagged, good) => {
    expect((await warningsOf(good)).map(({ message }) => message)).toEqual([]);
  });

  test('every row of the list has a case', () => {
    const told = new Set(all.map(([name]) => name));
    expect(CONSTRUCTS.map(({ name }) => name).filter((name) => !told.has(name))).toEqual([]);
  });

  test('staging is DuckDB’s own', async () => {
    expect(await warningsOf('select n // m from staging.t', 'staging')).toEqual([]);
  });

  test('what a CTE names keeps its kind', async () => {
    const sql = 'with a as (select max(day) as last_on from staging.t) select last_on - 1 from a';
    expect(await warningsOf(sql)).toHaveLength(1);
  });
});

async function warningsOf(sql: string, layer: Layer = 'marts'): Promise<readonly Problem[]> {
  const parsed = await warehouse.parse(sql);
  if (!parsed.ok) throw new Error(`${sql}: ${parsed.message}`);
  const model = modelOf(`${layer}.m`, layer, sql, []);
  const types = {
    id: 'varchar',
    n: 'bigint',
    m: 'bigint',
    price: 'decimal(9,2)',
    share: 'double',
    name: 'varchar',
  };
  const days = { day: 'date', other_day: 'date', seen_at: 'timestamp' };
  const columns = Object.entries({ ...types, ...days }).map(([name, type]) => ({ name, type }));
  const models = [modelOf('staging.t', 'staging', '', columns), modelOf('staging.u', 'staging', '', columns)];
  const macros = ['days_before', 'ratio'].map((name) => ({ name, file: `sql/macros/${name}.sql`, sql: '' }));
  return secondEngineWarnings(model, parsed.tree, { models, sources: [], seeds: [], macros });
}

function modelOf(
  relation: string,
  layer: Layer,
  sql: string,
  columns: readonly { name: string; type: string }[],
): ModelDefinition {
  const name = relation.split('.')[1] ?? '';
  const file = `models/${layer}/${name}.sql`;
  const config = { description: 'x', columns: columns.map((column) => ({ ...column, description: 'x' })) };
  return { name, layer, relation, file, sql, config, materialized: 'table' } as unknown as ModelDefinition;
}
