import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import type { PartialProject } from '../../src/core/config/project.ts';
import { checkSpecs, countBadRows, sampleOf } from '../../src/core/sql/check-queries.ts';
import { DEMO_END } from '../../src/demo/demo-options.ts';
import { generateDemo } from '../../src/demo/generate-demo.ts';
import {
  EVENT_NAMES,
  INDUSTRIES,
  INTERNAL_DOMAIN,
  OBJECTIVES,
  PLANS,
  TEST_DOMAIN,
} from '../../src/demo/words.ts';
import type { Warehouse } from '../../src/ports/warehouse.ts';
import { loadSeeds, loadSource, stagingProject } from './load-exports.ts';

let folder: string;
let warehouse: Warehouse;
let project: PartialProject;
let written: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-staging-'));
  project = await stagingProject();
  warehouse = await openWarehouse({ threads: 2 });
  const out = join(folder, 'exports');
  const options = { out, accounts: 120, months: 12, seed: 3, events: 60_000, end: DEMO_END };
  const report = await generateDemo(warehouse, options);
  written = report.sources.map(({ source }) => source);
  for (const source of project.sources) await loadSource(warehouse, source, out);
  await loadSeeds(warehouse, project);
  await warehouse.run('create schema staging');
  for (const model of project.models) await warehouse.run(`create view ${model.relation} as ${model.sql}`);
});
afterAll(async () => {
  warehouse.close();
  await rm(folder, { recursive: true });
});

test('every export that the generator writes is declared as a source', () => {
  expect(project.sources.map(({ system, name }) => `${system}__${name}`).sort()).toEqual(written);
});

test('every source has one staging model, and every column says when it may be believed', () => {
  expect(project.models.map(({ name }) => name).sort()).toEqual(
    project.sources.map(({ system, name }) => `stg_${system}__${name}`).sort(),
  );
  for (const { relation, columns } of project.sources)
    for (const { name, believed } of columns)
      expect([relation, name, believed === undefined]).toEqual([relation, name, false]);
});

test('each staging relation has the columns and types that its yml promises, in that order', async () => {
  for (const model of project.models) {
    const found = await warehouse.rows<{ column_name: string; column_type: string }>(
      `describe ${model.relation}`,
    );
    expect([model.name, found.map((c) => `${c.column_name} ${c.column_type.toLowerCase()}`)]).toEqual([
      model.name,
      model.config.columns.map(({ name, type }) => `${name} ${type}`),
    ]);
  }
});

test('personal data stays in raw', () => {
  const personal = project.sources.flatMap(({ columns }) =>
    columns.filter((c) => c.personal).map((c) => c.name),
  );
  expect(personal.sort()).toEqual(['body', 'body', 'email', 'email', 'full_name']);
  for (const model of project.models)
    for (const { name } of model.config.columns) expect(personal).not.toContain(name);
});

test('checks of severity error find nothing; those that warn find the strangers', async () => {
  const warned: string[] = [];
  for (const model of project.models) {
    for (const spec of checkSpecs(model, model.relation)) {
      const sql = spec.kind === 'row' ? countBadRows(model.relation, [spec]) : sampleOf(spec.sql);
      const [row] = await warehouse.rows<{ c0?: number; bad_rows?: number }>(sql);
      const bad = row?.c0 ?? row?.bad_rows ?? 0;
      if (bad > 0 && spec.severity === 'warn') warned.push(model.name);
      else expect([model.name, spec.name, bad]).toEqual([model.name, spec.name, 0]);
    }
  }
  expect(warned).toContain('stg_product__users');
  expect(warned).toContain('stg_support__tickets');
});

test('money is whole cents and keeps its sum', async () => {
  const [row] = await warehouse.rows<{ cents: number; amount: string }>(`
    select cast(sum(amount_cents) as bigint) as cents, (select cast(sum(amount) * 100 as bigint) from raw.billing__invoices) as amount
    from staging.stg_billing__invoices`);
  expect(row?.cents).toBeGreaterThan(0);
  expect(row?.cents).toBe(row?.amount);
});

test('local times of the CRM become UTC, in summer and in winter', async () => {
  const rows = await warehouse.rows<{ hour: number }>(
    'select distinct hour(occurred_at) as hour from staging.stg_crm__touchpoints order by hour',
  );
  expect(rows.map(({ hour }) => hour)).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
});

test('the seeds are those that the generator uses', async () => {
  const list = async (sql: string) => (await warehouse.rows<{ v: unknown }>(sql)).map(({ v }) => v);
  const core = await list('select event_name as v from seeds.core_features');
  expect(core).toEqual(EVENT_NAMES.slice(6));
  expect(await list('select plan as v from seeds.plans order by plan_rank')).toEqual(
    PLANS.map(({ plan }) => plan),
  );
  expect(await list('select annual_price_cents as v from seeds.plans order by plan_rank')).toEqual(
    PLANS.map(({ centsPerSeat }) => centsPerSeat),
  );
  expect(await list('select domain as v from seeds.internal_domains order by kind')).toEqual([
    INTERNAL_DOMAIN,
    TEST_DOMAIN,
  ]);
  expect(await list('select distinct kind as v from seeds.objective_features order by v')).toEqual(
    OBJECTIVES.map(({ kind }) => kind as string).sort(),
  );
  expect(await list('select industry as v from seeds.nps_benchmarks order by v')).toEqual(
    [...INDUSTRIES].sort(),
  );
  expect(await list('select severity as v from seeds.sla_targets order by first_response_hours')).toEqual([
    'critical',
    'high',
    'normal',
    'low',
  ]);
});
