import { makePlan, type Plan } from '../core/plan/make-plan.ts';
import type { SelectRequest } from '../core/plan/select-nodes.ts';
import { EXIT, fail } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';
import { executePlan, type RunReport } from './execute-plan.ts';
import type { LoadedProject } from './load-project.ts';
import { loadProjectAt } from './load-project-at.ts';
import { withRun } from './open-run.ts';
import { ownCommand } from './own-command.ts';
import { reportNodes } from './report-nodes.ts';
import { runManifest } from './run-manifest.ts';
import { runOutlook } from './run-outlook.ts';
import { runText } from './run-text.ts';

export interface RunOptions {
  readonly pipeline: string;
  readonly asOf: string;
  /** dbt's selectors: only these nodes are built, checked and scored. */
  readonly select?: string | undefined;
  readonly exclude?: string | undefined;
  readonly threads?: number | undefined;
  readonly memoryLimit?: string | undefined;
  /** Forgets what the build file holds, and builds everything from the exports. */
  readonly fullRefresh?: boolean | undefined;
  /** Does the work even if this very snapshot is published already. */
  readonly force?: boolean | undefined;
  /** Gates of scorecards that may fail, as `gate` or `score.gate`. */
  readonly allowGates?: readonly string[] | undefined;
}

export interface PlanOptions extends SelectRequest {
  readonly pipeline: string;
  readonly asOf: string;
}

/** Loads the project and makes the plan of a run; nothing is written. @throws HoldfastError with every problem found. */
export async function planRun(context: AppContext, options: PlanOptions): Promise<Plan> {
  const loaded = await loadProjectAt(context);
  const { pipeline, asOf, select, exclude } = options;
  const asksForState = [select, exclude].some((text) => text?.includes('state:'));
  const modified = asksForState ? await modifiedOf(context, loaded) : undefined;
  const request = { pipeline, asOf, select, exclude, modified, target: context.target };
  return makePlan(loaded.project, loaded.graph, request);
}

/**
 * Plans and executes one run. Exit 99 when this very snapshot is what the target's pointer names already.
 * @throws HoldfastError usage when everything is to be forgotten and only something built.
 */
export async function runPipeline(
  context: AppContext,
  options: RunOptions,
): Promise<CommandResult<RunReport>> {
  const plan = await planRun(context, options);
  const { threads, memoryLimit, fullRefresh } = options;
  if (fullRefresh === true && plan.selection !== null)
    fail('usage', {
      detail: '--full-refresh forgets the whole build file: it goes with no --select and no --exclude',
    });
  const settings = {
    command: `run ${options.pipeline}`,
    asOf: options.asOf,
    threads,
    memoryLimit,
    fullRefresh,
    manifest: runManifest(plan),
    request: { use: 'run' as const, options },
  };
  const outcome = await withRun(context, plan.project, settings, async (run) => {
    const report = await executePlan(context, plan, run, {
      force: options.force === true,
      allowGates: options.allowGates,
    });
    const exitCode = report.status === 'already_published' ? EXIT.nothingNew : EXIT.done;
    const snapshotId = plan.selection === null ? report.snapshot_id : null;
    return { exitCode, snapshotId, nodes: reportNodes(report), value: report };
  });
  const report = outcome.value;
  const outlook = await runOutlook(context, report);
  const text = runText(report, outlook, (words) => ownCommand(context, words));
  return { exitCode: outcome.exitCode, result: report, text };
}

/** Looked up only for those who ask for state. */
async function modifiedOf(context: AppContext, loaded: LoadedProject): Promise<ReadonlySet<string>> {
  const { modifiedNodes } = await import('./modified-nodes.ts');
  return modifiedNodes(context, loaded);
}
