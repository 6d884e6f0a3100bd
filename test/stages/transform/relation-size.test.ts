import { expect, onTestFinished, test } from 'vitest';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import { relationSize } from '../../../src/core/sql/relation-size.ts';

test('a relation takes the widths of its numbers and the bytes of its texts', async () => {
  const warehouse = await openWarehouse({ threads: 1 });
  onTestFinished(() => warehouse.close());
  await warehouse.run('create schema raw');
  await warehouse.run(`create table raw.t ("the name" varchar, n integer, on_day date, share double, is_on boolean,
    price decimal(14,2), names varchar[])`);
  await warehouse.run(`insert into raw.t values
    ('Zoë', 1, date '2026-01-05', 0.5, true, 9.5, ['a', 'b']), (null, null, null, null, null, null, null)`);
  const columns = [
    { name: 'the name', type: 'varchar' },
    { name: 'n', type: 'INTEGER' },
    { name: 'on_day', type: 'date' },
    { name: 'share', type: 'double' },
    { name: 'is_on', type: 'boolean' },
    { name: 'price', type: 'decimal(14,2)' },
    { name: 'names', type: 'varchar[]' },
  ];
  // 4 + 4 + 8 + 1 + 8 for each row; 'Zoë' is four bytes of UTF-8, and '[a, b]' six.
  expect(await warehouse.rows(relationSize('raw.t', columns))).toEqual([{ rows: 2, bytes: 2 * 25 + 4 + 6 }]);
  expect(await warehouse.rows(relationSize('raw.t', columns, 'n = 1'))).toEqual([{ rows: 1, bytes: 35 }]);
  expect(await warehouse.rows(relationSize('raw.t', columns, 'n = 2'))).toEqual([{ rows: 0, bytes: 0 }]);
});
