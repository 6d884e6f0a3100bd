import { expect, test } from 'vitest';
import { publishedType } from '../../../src/core/publish/published-type.ts';

test.each([
  ['VARCHAR', 'varchar'],
  ['text', 'varchar'],
  ['DECIMAL(9,4)', 'decimal(9,4)'],
  ['decimal(18, 2)', 'decimal(18,2)'],
  ['NUMERIC(5,0)', 'decimal(5,0)'],
  ['BIGINT', 'bigint'],
  ['timestamp(6)', 'timestamp'],
  ['TIMESTAMP', 'timestamp'],
])('%s is published as %s', (type, published) => {
  expect(publishedType(type)).toBe(published);
});

test.each([
  'HUGEINT',
  'UBIGINT',
  'SMALLINT',
  'FLOAT',
  'TIMESTAMP WITH TIME ZONE',
  'TIMESTAMP_NS',
  'VARCHAR[]',
  'STRUCT(a INTEGER)',
  'DECIMAL',
  'constructor',
  '',
])('%s is not published', (type) => {
  expect(publishedType(type)).toBeNull();
});
