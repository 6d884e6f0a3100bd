import { join } from 'node:path';
import { duckdbServingFile } from '../adapters/duckdb/serving-file.ts';
import { engineFingerprint } from '../adapters/project/engine-fingerprint.ts';
import { hasStep, type Plan } from '../core/plan/make-plan.ts';
import type { SnapshotInput } from '../core/publish/manifest.ts';
import type { Fingerprints } from '../core/publish/snapshot-id-text.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { ExtractReport } from '../stages/extract/extract-report.ts';
import { extractSources } from '../stages/extract/extract-sources.ts';
import { inputFingerprintRows } from '../stages/extract/input-fingerprint.ts';
import type { CompleteContext, PublishRequest } from '../stages/publish/publish-context.ts';
import { snapshotId } from '../stages/publish/snapshot-id.ts';
import { OUTBOX_TABLES } from '../stages/publish/tables/outbox-tables.ts';
import { withFolder } from '../stages/publish/with-folder.ts';
import { loadSeeds } from '../stages/transform/load-seeds.ts';
import type { AppContext } from './context.ts';
import { fingerprints } from './fingerprints.ts';
import type { OpenRun } from './open-run.ts';
import { openSourceFiles } from './open-store.ts';
import { servingOnlyTables, snapshotTables } from './snapshot-tables.ts';
import { extractSummary } from './stage-summaries.ts';
import { timed } from './timed.ts';

/** One as-of date on its way to a snapshot: its plan, and what it is made of. */
export interface Execution {
  readonly context: AppContext;
  readonly plan: Plan;
  readonly run: OpenRun;
  readonly snapshotId: string;
  readonly inputs: readonly SnapshotInput[];
  readonly fingerprints: Fingerprints;
  readonly store: ObjectStore;
}

/** Seeds and exports into the build file, before the door is shut. Null where the plan extracts nothing. */
export async function loadInputs(
  context: AppContext,
  plan: Plan,
  run: OpenRun,
): Promise<ExtractReport | null> {
  const { warehouse, events, meter, paths } = run;
  await loadSeeds(warehouse, plan.project.seeds, (file) => join(context.projectDir, file));
  if (!hasStep(plan, 'extract')) return null;
  const files = await openSourceFiles(context, plan.project.settings.sources, paths);
  return timed({ context, events }, 'extract', extractSummary, () =>
    extractSources(
      { warehouse, files, events, meter, asOf: plan.asOf, signal: context.signal },
      plan.project.sources,
    ),
  );
}

/** Finds out, once the exports are loaded, which snapshot a plan's date comes to. */
export async function openExecution(
  context: AppContext,
  plan: Plan,
  run: OpenRun,
  store: ObjectStore,
): Promise<Execution> {
  const inputs = await inputFingerprintRows(run.warehouse, plan.project.sources, plan.asOf);
  const prints = fingerprints(plan, inputs, engineFingerprint(context.engineVersion));
  const id = snapshotId(prints, plan.asOf);
  return { context, plan, run, snapshotId: id, inputs, fingerprints: prints, store };
}

/** What is published of a date that has been built. */
export function publishRequest(execution: Execution, allowedGates: readonly string[]): PublishRequest {
  const { plan, inputs, snapshotId: id } = execution;
  return {
    snapshotId: id,
    asOf: plan.asOf,
    version: plan.project.settings.publish.version,
    fingerprints: execution.fingerprints,
    inputs,
    allowedGates,
    ...snapshotTables(plan, id),
    servingOnly: servingOnlyTables(plan, id),
    outbox: OUTBOX_TABLES,
  };
}

export function completion({ context, run, store }: Execution, stagingFolder: string): CompleteContext {
  const serving = duckdbServingFile(run.limits);
  return { store, stagingFolder, serving, events: run.events, signal: context.signal };
}

export function withStaging<T>({ run }: Execution, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = join(run.paths.staging, run.runId);
  return withFolder(folder, () => work(folder));
}
