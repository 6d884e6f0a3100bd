import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import { plainType } from '../../../src/core/config/plain-type.ts';
import type { Warehouse } from '../../../src/ports/warehouse.ts';

let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse({ threads: 1 });
});

afterAll(() => warehouse.close());

const SPELT = [
  ...['varchar(10)', 'char(3)', 'double precision', 'timestamp without time zone', 'timestamp(6)'],
  ...[
    'timestamp with time zone',
    'numeric(9, 2)',
    'dec(4,1)',
    'decimal(18,2)',
    'text[]',
    'INT8 [][]',
    'Date',
  ],
];

test('whatever DuckDB calls a number, a text, a day or an instant has the name that describe gives it', async () => {
  const names = await warehouse.rows<{ name: string }>(
    `select distinct type_name as name from duckdb_types()
     where type_category in ('NUMERIC', 'STRING', 'BOOLEAN', 'DATETIME')
       and not regexp_matches(type_name, '^(decimal|dec|numeric|varint|bignum|json|interval|time)')
     order by name`,
  );
  expect(names.length).toBeGreaterThan(30);
  for (const type of [...names.map(({ name }) => name), ...SPELT]) {
    const [row] = await warehouse.rows<{ given: string }>(`select typeof(cast(null as ${type})) as given`);
    expect([type, plainType(type)]).toEqual([type, plainType(row?.given ?? '')]);
    expect(plainType(row?.given ?? '')).toBe(row?.given.toLowerCase().replaceAll(' ', ''));
  }
});

test('what is no type stays what it is', () => {
  expect(plainType('constructor')).toBe('constructor');
  expect(plainType('struct(a integer)')).toBe('struct(ainteger)');
});
