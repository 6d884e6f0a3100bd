import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import { compiled, meta } from '../../../src/core/sql/meta-queries.ts';

const golden = readFileSync(join(import.meta.dirname, '../../golden/meta-queries.sql'), 'utf8')
  .trimEnd()
  .split('\n');

const row = { relation: 'features.active_days', fingerprint: 'f2', generation: 7 };
const statements = [
  meta.selectFrom('model_state').selectAll(),
  meta
    .selectFrom('as_of_state')
    .select(['as_of', 'sequence'])
    .where('relation', '=', row.relation)
    .orderBy('as_of'),
  meta
    .insertInto('model_state')
    .values(row)
    .onConflict((conflict) => conflict.column('relation').doUpdateSet(row)),
  meta.deleteFrom('as_of_state').where('relation', '=', row.relation),
];

test('the typed queries compile to the golden SQL', () => {
  expect(statements.map((statement) => compiled(statement).sql)).toEqual(golden);
});

test('and that SQL runs, against the attached catalog', async () => {
  const warehouse = await openWarehouse({ threads: 1 });
  await warehouse.run("attach ':memory:' as build; create schema build.meta");
  await warehouse.run(
    'create table build.meta.model_state (relation varchar primary key, fingerprint varchar, generation bigint)',
  );
  await warehouse.run('create table build.meta.as_of_state (relation varchar, as_of date, sequence bigint)');
  await warehouse.run("insert into build.meta.model_state values ('features.active_days', 'f1', 3)");
  await warehouse.run(
    "insert into build.meta.as_of_state values ('features.active_days', date '2026-01-05', 1)",
  );
  for (const statement of statements) {
    const { sql, params } = compiled(statement);
    await warehouse.run(sql, params);
  }
  expect(await warehouse.rows('select * from build.meta.model_state')).toEqual([row]);
  expect(await warehouse.rows('select * from build.meta.as_of_state')).toEqual([]);
  warehouse.close();
});
