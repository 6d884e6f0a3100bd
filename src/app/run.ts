import { openWarehouse } from '../adapters/duckdb/open-warehouse.ts';
import { LocalProjectFiles } from '../adapters/project/local-project-files.ts';
import { makePlan, type Plan } from '../core/plan/make-plan.ts';
import { EXIT } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';
import { executePlan, type RunReport } from './execute-plan.ts';
import { type LoadedProject, loadProject } from './load-project.ts';
import { withRun } from './open-run.ts';
import { ownCommand } from './own-command.ts';
import { runOutlook } from './run-outlook.ts';
import { runText } from './run-text.ts';

export interface RunOptions {
  readonly pipeline: string;
  readonly asOf: string;
  readonly threads?: number | undefined;
  readonly memoryLimit?: string | undefined;
  /** Forgets what the build file holds, and builds everything from the exports. */
  readonly fullRefresh?: boolean | undefined;
  /** Does the work even if this very snapshot is published already. */
  readonly force?: boolean | undefined;
}

/** Loads the project and makes the plan of a run; nothing is written. @throws HoldfastError with every problem found. */
export async function planRun(
  context: AppContext,
  request: { pipeline: string; asOf: string },
): Promise<Plan> {
  const { project, graph } = await loadProjectAt(context);
  return makePlan(project, graph, { ...request, target: context.target });
}

/** Plans and executes one run. Exit 99 when this very snapshot is what the target's pointer names already. */
export async function runPipeline(
  context: AppContext,
  options: RunOptions,
): Promise<CommandResult<RunReport>> {
  const plan = await planRun(context, options);
  const { threads, memoryLimit, fullRefresh } = options;
  const settings = {
    command: `run ${options.pipeline}`,
    asOf: options.asOf,
    threads,
    memoryLimit,
    fullRefresh,
  };
  const outcome = await withRun(context, plan.project, settings, async (run) => {
    const report = await executePlan(context, plan, run, { force: options.force === true });
    const exitCode = report.status === 'already_published' ? EXIT.nothingNew : EXIT.done;
    return { exitCode, snapshotId: report.snapshot_id, value: report };
  });
  const report = outcome.value;
  const outlook = await runOutlook(context, report);
  const text = runText(report, outlook, (words) => ownCommand(context, words));
  return { exitCode: outcome.exitCode, result: report, text };
}

/** The project of a context, parsed and checked, without its build file. */
export async function loadProjectAt(context: AppContext): Promise<LoadedProject> {
  const parser = await openWarehouse({ threads: 1 });
  try {
    return await loadProject(new LocalProjectFiles(context.projectDir), context.env, parser);
  } finally {
    parser.close();
  }
}
