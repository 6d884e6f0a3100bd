import { dirname } from 'node:path';
import { FileLock } from '../adapters/project/file-lock.ts';
import type { Project } from '../core/config/project.ts';
import { targetOf } from '../core/plan/make-plan.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import type { AppContext } from './context.ts';
import { resourceLimits } from './resource-limits.ts';
import { runPaths } from './run-paths.ts';
import { withWarehouse } from './with-warehouse.ts';

/**
 * Holds the project's lock and its open build file while `work` looks at what stands there. The door is shut, and no run
 * is recorded: nothing is built that is kept. @throws HoldfastError lockHeld
 */
export async function withBuildFile<T>(
  context: AppContext,
  project: Pick<Project, 'settings'>,
  work: (warehouse: Warehouse) => Promise<T>,
): Promise<T> {
  const paths = runPaths(context.projectDir, project.settings, targetOf(project, context.target));
  const lock = await new FileLock(paths.lock, context.clock).acquire();
  try {
    const limits = await resourceLimits(project.settings.storage, dirname(paths.buildFile));
    return await withWarehouse(context, paths, limits, async (warehouse) => {
      await warehouse.shutDoor();
      return work(warehouse);
    });
  } finally {
    await lock.release();
  }
}
