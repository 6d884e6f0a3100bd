import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import type { SourceColumn } from '../../../src/core/config/source-schema.ts';
import { typedColumn } from '../../../src/core/sql/extract-types.ts';
import type { Warehouse } from '../../../src/ports/warehouse.ts';

let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse({ threads: 1 });
});

afterAll(() => warehouse.close());

/** The typed value as text; null for one that does not fit. */
async function typed(
  column: Partial<SourceColumn>,
  raw: string,
  native = 'VARCHAR',
  decimal: '.' | ',' = '.',
) {
  const { value } = typedColumn({ name: 'x', ...column } as SourceColumn, native, decimal);
  const [row] = await warehouse.rows<{ v: string | null }>(
    `select cast(${value('raw')} as varchar) as v from (select ${raw} as raw)`,
  );
  return row?.v;
}

test.each([
  ['5', '5'],
  ['2.0', '2'],
  ['2.5', null],
  ['5e-1', null],
  ['15e-1', null],
  ['1E-30', null],
  ['20e-1', '2'],
  ['1e3', '1000'],
  ['1E+05', '100000'],
  ['x', null],
])('%s as an integer is %s', async (text, expected) => {
  expect(await typed({ type: 'integer' }, `'${text}'`)).toBe(expected);
  expect(await typed({ type: 'bigint' }, `'${text}'`)).toBe(expected);
});

test('whole numbers keep digits that a double has not', async () => {
  expect(await typed({ type: 'bigint' }, "'9007199254740993'")).toBe('9007199254740993');
});

test.each([
  ['12.34', '12.34'],
  ['12.340', '12.34'],
  ['12', '12.00'],
  ['-7.5', '-7.50'],
  ['12.345', null],
  ['12.341', null],
  ['-0.001', null],
  ['1e-3', null],
  ['12345678901.23', '12345678901.23'],
  ['12345678901.234', null],
  ['0.30000000000000004', '0.30'],
  ['1.5e2', '150.00'],
  ['1234567890123.4', null],
  ['x', null],
])('%s as decimal(14,2) is %s', async (text, expected) => {
  expect(await typed({ type: 'decimal(14,2)' }, `'${text}'`)).toBe(expected);
  expect(await typed({ type: 'decimal(14,2)' }, `'${text.replace('.', ',')}'`, 'VARCHAR', ',')).toBe(
    expected,
  );
});

test.each([
  ['12.345::double', 'DOUBLE', null],
  ['(0.1::double + 0.2::double)', 'DOUBLE', '0.30'],
  ['12345678901.23::double', 'DOUBLE', '12345678901.23'],
  ['12.34::float', 'FLOAT', '12.34'],
  ['12.345::float', 'FLOAT', null],
  ['12.3400::decimal(9,4)', 'DECIMAL(9,4)', '12.34'],
  ['12.3450::decimal(9,4)', 'DECIMAL(9,4)', null],
  ['12', 'INTEGER', '12.00'],
])('%s of Parquet as decimal(14,2) is %s %s', async (raw, native, expected) => {
  expect(await typed({ type: 'decimal(14,2)' }, raw, native)).toBe(expected);
});

test('a day is the same day from text and from Parquet, in the zone of the column', async () => {
  const zoned = { type: 'date', time_zone: 'America/New_York' };
  expect(await typed(zoned, "'2026-01-05 23:00:00'")).toBe('2026-01-06');
  expect(await typed(zoned, "timestamp '2026-01-05 23:00:00'", 'TIMESTAMP')).toBe('2026-01-06');
  expect(await typed(zoned, "date '2026-01-05'", 'DATE')).toBe('2026-01-05');
  expect(await typed(zoned, "timestamptz '2026-01-05 23:00:00-05'", 'TIMESTAMP WITH TIME ZONE')).toBe(
    '2026-01-06',
  );
  expect(await typed({ type: 'date' }, "timestamp '2026-01-05 23:00:00'", 'TIMESTAMP')).toBe('2026-01-05');
});
