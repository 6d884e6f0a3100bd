import { hasStep, type Plan, type Selection } from '../core/plan/make-plan.ts';
import type { BacktestReport } from '../stages/backtest/backtest.ts';
import type { ExtractReport } from '../stages/extract/extract-report.ts';
import { completePublish } from '../stages/publish/complete-publish.ts';
import { importReadings } from '../stages/publish/import-readings.ts';
import { type PublishReport, publishSnapshot } from '../stages/publish/publish-snapshot.ts';
import { publishedSnapshot } from '../stages/publish/published-snapshot.ts';
import type { ScoreReport } from '../stages/score/score.ts';
import type { TransformReport } from '../stages/transform/transform.ts';
import type { AppContext } from './context.ts';
import {
  completion,
  type Execution,
  loadInputs,
  openExecution,
  publishRequest,
  withStaging,
} from './execution.ts';
import type { OpenRun } from './open-run.ts';
import { openStore } from './open-store.ts';
import { publishSummary } from './stage-summaries.ts';
import { timed } from './timed.ts';

/** What a run did, stage by stage; null for a stage that the pipeline does not have or that was not reached. */
export interface RunReport {
  readonly run_id: string;
  readonly pipeline: string;
  readonly as_of: string;
  readonly target: string;
  readonly snapshot_id: string;
  readonly status: 'published' | 'already_published' | 'built';
  /** Of a run of some nodes alone: which were meant, and what stayed as it is; null where everything was meant. */
  readonly selection: Selection | null;
  readonly extract: ExtractReport | null;
  readonly transform: TransformReport | null;
  readonly score: ScoreReport | null;
  readonly backtest: BacktestReport | null;
  readonly publish: PublishReport | null;
}

/** Executes a plan: extract, then behind the shut door everything else. */
export async function executePlan(
  context: AppContext,
  plan: Plan,
  run: OpenRun,
  options: { force: boolean; allowGates?: readonly string[] | undefined },
): Promise<RunReport> {
  await refuseGates(plan, options.allowGates ?? []);
  const extracted = await loadInputs(context, plan, run);
  const store = await openStore(context, plan.target);
  const execution = await openExecution(context, plan, run, store);
  const id = execution.snapshotId;
  const head = {
    run_id: run.runId,
    pipeline: plan.pipeline,
    as_of: plan.asOf,
    target: plan.target.name,
    snapshot_id: id,
    selection: plan.selection,
    extract: extracted,
  };
  if (hasStep(plan, 'publish') && !options.force && (await publishedSnapshot(store, plan.asOf)) === id) {
    await withStaging(execution, (staging) => completePublish(completion(execution, staging)));
    return {
      ...head,
      status: 'already_published',
      transform: null,
      score: null,
      backtest: null,
      publish: null,
    };
  }
  if (hasStep(plan, 'backtest')) {
    const bring = (folder: string) => importReadings(run.warehouse, store, { asOf: plan.asOf, folder });
    await withStaging(execution, bring);
  }
  await run.warehouse.shutDoor();
  // Loaded only here: a run that finds nothing new does without them.
  const { buildStages } = await import('./build-stages.ts');
  const built = await buildStages(context, plan, run);
  const { refuseFailedGates } = await import('./refuse-failed-gates.ts');
  const publish = hasStep(plan, 'publish')
    ? await publishBuilt(execution, refuseFailedGates(built.backtest, options.allowGates ?? []))
    : null;
  return { ...head, status: publish ? 'published' : 'built', ...built, publish };
}

/** Names that no gate has, before any work; most runs name none, and don't wait for the words that gates have. */
async function refuseGates({ project }: Plan, allowed: readonly string[]): Promise<void> {
  if (allowed.length === 0) return;
  const { refuseUnknownGates } = await import('./refuse-failed-gates.ts');
  refuseUnknownGates(
    allowed,
    project.scorecards.map(({ card }) => card.name),
  );
}

async function publishBuilt(execution: Execution, allowedGates: readonly string[]): Promise<PublishReport> {
  const { context, run } = execution;
  return timed({ context, events: run.events }, 'publish', publishSummary, () =>
    withStaging(execution, (staging) =>
      publishSnapshot(
        { ...completion(execution, staging), warehouse: run.warehouse, meter: run.meter },
        publishRequest(execution, allowedGates),
      ),
    ),
  );
}
