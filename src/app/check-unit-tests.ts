import { join } from 'node:path';
import { openWarehouse } from '../adapters/duckdb/open-warehouse.ts';
import type { Project } from '../core/config/project.ts';
import type { ModelTests } from '../core/plan/read-unit-tests.ts';
import { runUnitTests, type UnitTestResult } from '../stages/check/run-unit-tests.ts';
import { loadSeeds } from '../stages/transform/load-seeds.ts';
import type { AppContext } from './context.ts';
import { stopOnAbort } from './stop-on-abort.ts';

/** Runs unit tests in memory, beside the project's own seeds; the build file is not needed and not touched. */
export async function checkUnitTests(
  context: AppContext,
  project: Project,
  models: readonly ModelTests[],
): Promise<UnitTestResult[]> {
  if (models.length === 0) return [];
  return stopOnAbort(await openWarehouse({ threads: 1 }), context.signal, async (warehouse) => {
    await warehouse.run("attach ':memory:' as build");
    await loadSeeds(warehouse, project.seeds, (file) => join(context.projectDir, file));
    await warehouse.shutDoor();
    return runUnitTests(warehouse, project, models);
  });
}
