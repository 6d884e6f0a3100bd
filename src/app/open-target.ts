import { dirname, join } from 'node:path';
import { duckdbServingFile } from '../adapters/duckdb/serving-file.ts';
import { FileLock } from '../adapters/project/file-lock.ts';
import type { PipelineFile, Target } from '../core/config/pipeline-schema.ts';
import { targetOf } from '../core/plan/make-plan.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { CompleteContext } from '../stages/publish/publish-context.ts';
import { withFolder } from '../stages/publish/with-folder.ts';
import type { AppContext } from './context.ts';
import { openStore } from './open-store.ts';
import { resourceLimits } from './resource-limits.ts';
import { runPaths } from './run-paths.ts';
import { readSettings } from './serving.ts';

export interface OpenTarget {
  readonly settings: PipelineFile;
  readonly target: Target;
  readonly store: ObjectStore;
}

/** The target that a command speaks of, without its build. */
export async function openTarget(context: AppContext): Promise<OpenTarget> {
  const settings = await readSettings(context);
  const target = targetOf({ settings }, context.target);
  return { settings, target, store: await openStore(context, target) };
}

/** Runs `work` while no run of this project publishes into the target. @throws HoldfastError lockHeld (75). */
export async function withTargetLock<T>(
  context: AppContext,
  { settings, target, store }: OpenTarget,
  work: (completion: CompleteContext) => Promise<T>,
): Promise<T> {
  const paths = runPaths(context.projectDir, settings, target);
  const lock = await new FileLock(paths.lock, context.clock).acquire();
  const stagingFolder = join(paths.staging, 'publish');
  try {
    const serving = duckdbServingFile(await resourceLimits(settings.storage, dirname(paths.lock)));
    const { events, signal } = context;
    return await withFolder(stagingFolder, () => work({ store, stagingFolder, serving, events, signal }));
  } finally {
    await lock.release();
  }
}
