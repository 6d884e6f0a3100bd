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
