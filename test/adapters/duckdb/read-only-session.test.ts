import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import { openReadOnly } from '../../../src/adapters/duckdb/read-only-session.ts';

/** A folder with a build file in it, where the system's temporary files go as well. */
async function folderWithBuild(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-read-only-'));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
  (await openWarehouse({ buildFile: join(folder, 'build.duckdb') })).close();
  return folder;
}

test("what doesn't fit into memory goes to the system's temporary folder, and is gone afterwards", async () => {
  const folder = await folderWithBuild();
  const session = await openReadOnly(join(folder, 'build.duckdb'), 'build');
  try {
    await session.run("set global memory_limit = '16MiB'; set global threads = 1");
    await session.run(
      'create temp table wide as select hash(i) as a, hash(-i) as b from range(2_000_000) as t (i)',
    );
    const spilled = await session.rows<{ path: string }>('select path from duckdb_temporary_files()');
    expect(spilled.length).toBeGreaterThan(0);
    for (const { path } of spilled) expect(dirname(dirname(path))).toBe(folder);
  } finally {
    session.close();
  }
  expect(await readdir(folder)).toEqual(['build.duckdb']);
});

test('a file that can not be opened leaves no folder behind', async () => {
  const folder = await folderWithBuild();
  await expect(openReadOnly(join(folder, 'none.duckdb'), 'build')).rejects.toThrow('none.duckdb');
  expect(await readdir(folder)).toEqual(['build.duckdb']);
});

test('where nothing can be written there is read all the same', async () => {
  const folder = await folderWithBuild();
  vi.stubEnv('TMPDIR', join(folder, 'none'));
  const session = await openReadOnly(join(folder, 'build.duckdb'), 'build');
  expect(await session.rows('select 1 as one')).toEqual([{ one: 1 }]);
  session.close();
});
