import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import type { SeedDefinition } from '../../../src/core/config/project.ts';
import { loadSeeds } from '../../../src/stages/transform/load-seeds.ts';

const SEED: SeedDefinition = {
  name: 'plans',
  relation: 'seeds.plans',
  file: 'seeds/plans.csv',
  text: '',
  description: 'Plans.',
  key: ['plan'],
  columns: [{ name: 'plan', type: 'varchar', description: 'The plan.' }],
};

// Below each folder's name, one beside it that the name would match as a pattern.
test.each([
  ['p*', 'pq'],
  ['[pq]', 'p'],
  ['p?', 'px'],
  ['plan=other', 'x'],
])('a project in a folder called %s has its own seeds, not those of %s', async (own, other) => {
  const root = await mkdtemp(join(tmpdir(), 'holdfast-seeds-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const folder of [own, other]) {
    await mkdir(join(root, folder, 'seeds'), { recursive: true });
    await writeFile(join(root, folder, SEED.file), `plan\nof ${folder}\n`);
  }
  const warehouse = await openWarehouse({ threads: 1 });
  onTestFinished(() => warehouse.close());
  await warehouse.run("attach ':memory:' as build");
  await loadSeeds(warehouse, [SEED], (file) => join(root, own, file));
  expect(await warehouse.rows('select plan from build.seeds.plans')).toEqual([{ plan: `of ${own}` }]);
});

async function load(columns: readonly (readonly [name: string, type: string])[], text: string) {
  const root = await mkdtemp(join(tmpdir(), 'holdfast-seeds-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await writeFile(join(root, 'plans.csv'), text);
  const warehouse = await openWarehouse({ threads: 1 });
  onTestFinished(() => warehouse.close());
  await warehouse.run("attach ':memory:' as build");
  const typed = columns.map(([name, type]) => ({ name, type, description: 'x' }));
  await loadSeeds(warehouse, [{ ...SEED, columns: typed }], () => join(root, 'plans.csv'));
  return warehouse.rows('select * from build.seeds.plans');
}

test('values have their declared types; what is empty is null', async () => {
  const columns = [
    ['plan', 'varchar'],
    ['rank', 'int'],
    ['price', 'decimal(9,2)'],
    ['share', 'double'],
    ['is_sold', 'bool'],
    ['since', 'date'],
  ] as const;
  expect(
    await load(columns, 'plan,rank,price,share,is_sold,since\n"a, b",1,2.50,1e-3,true,2026-01-31\n,,,,,\n'),
  ).toEqual([
    { plan: 'a, b', rank: 1, price: 2.5, share: 0.001, is_sold: true, since: '2026-01-31' },
    { plan: null, rank: null, price: null, share: null, is_sold: null, since: null },
  ]);
});

test.each([
  ['integer', '2.5'],
  ['integer', 'x'],
  ['decimal(9,2)', '12.345'],
  ['date', '31.01.2026'],
  ['double', 'much'],
])('of type %s, %s is refused with its line', async (type, value) => {
  const found = await load([['rank', type]], `rank\n${value}\n`).catch((error: unknown) => error);
  expect(found).toMatchObject({
    problems: [
      {
        name: 'seedInvalid',
        file: 'seeds/plans.csv',
        line: 2,
        message: expect.stringContaining(`column rank: "${value}" is no ${type}`),
      },
    ],
  });
});

test('a row of too many fields is refused with its line', async () => {
  const found = await load([['plan', 'varchar']], 'plan\na\nb,c\n').catch((error: unknown) => error);
  expect(found).toMatchObject({ problems: [{ name: 'seedInvalid', line: 3 }] });
});
