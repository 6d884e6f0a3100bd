import { join } from 'node:path';
import { duckdbServingFile } from '../adapters/duckdb/serving-file.ts';
import { engineFingerprint } from '../adapters/project/engine-fingerprint.ts';
import { hasStep, type Plan, type Selection } from '../core/plan/make-plan.ts';
import type { SnapshotInput } from '../core/publish/manifest.ts';
import type { Fingerprints } from '../core/publish/snapshot-id-text.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { BacktestReport } from '../stages/backtest/backtest.ts';
import type { ExtractReport } from '../stages/extract/extract-report.ts';
import { extractSources } from '../stages/extract/extract-sources.ts';
import { inputFingerprintRows } from '../stages/extract/input-fingerprint.ts';
import { completePublish } from '../stages/publish/complete-publish.ts';
import { importReadings } from '../stages/publish/import-readings.ts';
import { type PublishReport, publishSnapshot } from '../stages/publish/publish-snapshot.ts';
import { publishedSnapshot } from '../stages/publish/published-snapshot.ts';
import { snapshotId } from '../stages/publish/snapshot-id.ts';
import { withFolder } from '../stages/publish/with-folder.ts';
import type { ScoreReport } from '../stages/score/score.ts';
import { loadSeeds } from '../stages/transform/load-seeds.ts';
import type { TransformReport } from '../stages/transform/transform.ts';
import type { AppContext } from './context.ts';
import { fingerprints } from './fingerprints.ts';
import type { OpenRun } from './open-run.ts';
import { openSourceFiles, openStore } from './open-store.ts';
import { refuseFailedGates } from './refuse-failed-gates.ts';
import { servingOnlyTables, snapshotTables } from './snapshot-tables.ts';
import { extractSummary, publishSummary } from './stage-summaries.ts';
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

interface Execution {
  readonly context: AppContext;
  readonly plan: Plan;
  readonly run: OpenRun;
  readonly snapshotId: string;
  readonly inputs: readonly SnapshotInput[];
  readonly fingerprints: Fingerprints;
  readonly store: ObjectStore;
}

/** Executes a plan: extract, then behind the shut door everything else. */
export async function executePlan(
  context: AppContext,
  plan: Plan,
  run: OpenRun,
  options: { force: boolean; allowGates?: readonly string[] | undefined },
): Promise<RunReport> {
  const extracted = await loadInputs(context, plan, run);
  const inputs = await inputFingerprintRows(run.warehouse, plan.asOf);
  const prints = fingerprints(plan, inputs, engineFingerprint(context.engineVersion));
  const id = snapshotId(prints, plan.asOf);
  const store = await openStore(context, plan.target);
  const execution: Execution = { context, plan, run, snapshotId: id, inputs, fingerprints: prints, store };
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
  if (hasStep(plan, 'publish') && hasStep(plan, 'backtest')) {
    const bring = (folder: string) => importReadings(run.warehouse, store, { asOf: plan.asOf, folder });
    await withStaging(execution, bring);
  }
  await run.warehouse.shutDoor();
  // Loaded only here: a run that finds nothing new does without them.
  const { buildStages } = await import('./build-stages.ts');
  const built = await buildStages(context, plan, run);
  const publish = hasStep(plan, 'publish')
    ? await publishBuilt(execution, refuseFailedGates(built.backtest, options.allowGates ?? []))
    : null;
  return { ...head, status: publish ? 'published' : 'built', ...built, publish };
}

async function loadInputs(context: AppContext, plan: Plan, run: OpenRun): Promise<ExtractReport | null> {
  const { warehouse, events, paths } = run;
  await loadSeeds(warehouse, plan.project.seeds, (file) => join(context.projectDir, file));
  if (!hasStep(plan, 'extract')) return null;
  const files = await openSourceFiles(context, plan.project.settings.sources, paths);
  return timed({ context, events }, 'extract', extractSummary, () =>
    extractSources(
      { warehouse, files, events, asOf: plan.asOf, signal: context.signal },
      plan.project.sources,
    ),
  );
}

async function publishBuilt(execution: Execution, allowedGates: readonly string[]): Promise<PublishReport> {
  const { context, plan, run, inputs } = execution;
  return timed({ context, events: run.events }, 'publish', publishSummary, () =>
    withStaging(execution, (staging) =>
      publishSnapshot(
        { ...completion(execution, staging), warehouse: run.warehouse },
        {
          snapshotId: execution.snapshotId,
          asOf: plan.asOf,
          version: plan.project.settings.publish.version,
          fingerprints: execution.fingerprints,
          inputs,
          allowedGates,
          tables: snapshotTables(plan, execution.snapshotId),
          servingOnly: servingOnlyTables(plan, execution.snapshotId),
        },
      ),
    ),
  );
}

function completion({ context, plan, run, store }: Execution, stagingFolder: string) {
  const { memory_limit: memoryLimit, threads } = plan.project.settings.storage;
  const serving = duckdbServingFile({ memoryLimit, ...(threads === undefined ? {} : { threads }) });
  return { store, stagingFolder, serving, events: run.events, signal: context.signal };
}

function withStaging<T>({ run }: Execution, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = join(run.paths.staging, run.runId);
  return withFolder(folder, () => work(folder));
}
