import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadProjectAt } from '../../src/app/load-project-at.ts';
import type { Warehouse } from '../../src/ports/warehouse.ts';
import { testContext } from '../support/test-context.ts';
import { AS_OF_DATES, buildLibrary } from './build-library.ts';

/** Features of the root project, each after what it reads, and their SQL. */
let features: readonly { readonly name: string; readonly sql: string }[];
let folder: string;
let warehouse: Warehouse;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-slices-'));
  const { graph } = await loadProjectAt(testContext(join(import.meta.dirname, '..', '..')));
  const built = graph.nodes.filter(({ model }) => ['intermediate', 'features'].includes(model.layer));
  features = built
    .filter(({ model }) => model.layer === 'features')
    .map(({ model }) => ({ name: model.name, sql: model.sql.trim() }));
  const inSql = built.filter(({ model }) => model.module === undefined);
  warehouse = await buildLibrary(
    folder,
    inSql.map(({ relation }) => relation),
  );
  // Those in TypeScript are read by no other one.
  for (const { relation, model } of built)
    if (model.module !== undefined) await warehouse.run(`create table ${relation} as ${model.sql.trim()}`);
  // What one build of all dates gave stands aside; in its place each slice builds its own.
  await warehouse.run('create schema whole');
  await warehouse.run('create table whole.spine as select * from spine.account_as_of');
  for (const { name } of features)
    await warehouse.run(`create table whole.${name} as select * from features.${name}`);
}, 180_000);
afterAll(async () => {
  warehouse.close();
  await rm(folder, { recursive: true });
});

/** Of the features built for these dates alone, those that gave other rows than the build of all dates did. */
async function differing(dates: readonly string[]): Promise<string[]> {
  const wanted = `as_of in (${dates.map((date) => `date '${date}'`).join(', ')})`;
  await warehouse.run(
    `create or replace table spine.account_as_of as select * from whole.spine where ${wanted}`,
  );
  const found: string[] = [];
  for (const { name, sql } of features) {
    await warehouse.run(`create or replace table features.${name} as ${sql}`);
    const [row] = await warehouse.rows<{ n: number }>(`
      select count(*)::integer as n from (
        (select * from whole.${name} where ${wanted} except all select * from features.${name})
        union all
        (select * from features.${name} except all select * from whole.${name} where ${wanted})
      ) as differing_rows`);
    if (row?.n !== 0) found.push(name);
  }
  return found;
}

test('every feature of the library gives the same rows whatever the slices', async () => {
  expect(features.length).toBeGreaterThan(40);
  const slice = fc.subarray([...AS_OF_DATES], { minLength: 1, maxLength: AS_OF_DATES.length - 1 });
  await fc.assert(
    fc.asyncProperty(slice, async (dates) => {
      expect(await differing(dates)).toEqual([]);
    }),
    { seed: 7, numRuns: 2 },
  );
}, 120_000);
