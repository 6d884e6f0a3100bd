import { expect, test } from 'vitest';
import { knownFeatures } from '../../../src/core/config/known-features.ts';

test.each([
  ['bigint', 'number'],
  ['int8', 'number'],
  ['uinteger', 'number'],
  ['numeric(9, 2)', 'number'],
  ['real', 'number'],
  ['interval', 'other'],
  ['integer[]', 'other'],
  ['varchar(10)', 'text'],
  ["enum('a', 'b')", 'text'],
  ['logical', 'boolean'],
  ['date', 'other'],
])('a column of type %s is a %s', (type, kind) => {
  const columns = [{ name: 'x', type, checks: [] }];
  const features = knownFeatures([{ layer: 'features', name: 'facts', config: { columns } }]);
  expect(features.get('facts.x')).toMatchObject({ kind, type });
});
