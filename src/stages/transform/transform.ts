import type { Problem } from '../../errors.ts';
import type { BuiltNode } from './node-log.ts';
import { openTransform, type TransformServices } from './open-transform.ts';
import type { CheckResult } from './run-checks.ts';
import type { TransformInput } from './transform-context.ts';
import { TransformRun } from './transform-run.ts';
import type { World } from './world.ts';

export interface TransformReport {
  readonly nodes: readonly BuiltNode[];
  /** As-of dates that were built anew. */
  readonly dates: readonly string[];
  readonly checks: readonly CheckResult[];
  readonly warnings: readonly Problem[];
}

/**
 * Write, audit, publish: builds and checks every model in a scratch catalog in which everything unchanged is a view of the
 * build file, then moves what is new over in one transaction. When a model or a check fails, all problems are raised
 * together and nothing has moved. The world stays attached for the stages that follow.
 *
 * With `selected`, only these nodes are built and checked; what is not selected is read as it stands.
 * @throws HoldfastError modelFailed, checkFailed, nodeSkipped, notBuilt
 */
export async function transform(
  services: TransformServices,
  input: TransformInput,
): Promise<{ report: TransformReport; world: World }> {
  const context = await openTransform(services, input);
  try {
    const run = new TransformRun(context);
    await run.build();
    return { report: await run.finish(), world: context.world };
  } finally {
    context.pool.close();
  }
}
