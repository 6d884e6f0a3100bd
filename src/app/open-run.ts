import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openWarehouse } from '../adapters/duckdb/open-warehouse.ts';
import { FileLock } from '../adapters/project/file-lock.ts';
import { pruneRuns } from '../adapters/project/run-folder.ts';
import type { NodeResult, RunEnd, RunRequest } from '../adapters/project/run-record.ts';
import { RunRecorder } from '../adapters/project/run-recorder.ts';
import type { Project } from '../core/config/project.ts';
import { targetOf } from '../core/plan/make-plan.ts';
import { EXIT, type ExitCode, HoldfastError } from '../errors.ts';
import type { Events } from '../ports/events.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import type { AppContext } from './context.ts';
import { type RunPaths, runPaths } from './run-paths.ts';
import { writeRunTables } from './run-tables.ts';

export interface OpenRun {
  readonly runId: string;
  readonly warehouse: Warehouse;
  readonly paths: RunPaths;
  /** Passes on to the caller's events and notes what belongs into the run record. */
  readonly events: Events;
}

export interface RunSettings {
  readonly command: string;
  readonly asOf: string | null;
  /** For `retry`. */
  readonly request?: RunRequest | undefined;
  /** What is about to be done, for the record. */
  readonly manifest?: object | undefined;
  readonly threads?: number | undefined;
  readonly memoryLimit?: string | undefined;
  /** Starts from an empty build file: it is a cache of the exports, the project and the published target. */
  readonly fullRefresh?: boolean | undefined;
}

export interface RunOutcome<T> {
  readonly exitCode: ExitCode;
  readonly snapshotId: string | null;
  /** What became of sources and published tables. */
  readonly nodes?: readonly NodeResult[] | undefined;
  readonly value: T;
}

/**
 * Holds the project's lock, an open build file and a run record while `work` goes on, and gives all of them back however
 * it ends. An abort of the context's signal stops every connection; what was in a transaction is rolled back.
 */
export async function withRun<T>(
  context: AppContext,
  project: Pick<Project, 'settings'>,
  settings: RunSettings,
  work: (run: OpenRun) => Promise<RunOutcome<T>>,
): Promise<RunOutcome<T>> {
  const target = targetOf(project, context.target);
  const paths = runPaths(context.projectDir, project.settings, target);
  const lock = await new FileLock(paths.lock, context.clock).acquire();
  try {
    const header = {
      command: settings.command,
      target: target.name,
      as_of: settings.asOf,
      engine_version: context.engineVersion,
      request: settings.request ?? null,
    };
    const { projectDir, clock, mask, events } = context;
    const manifest = settings.manifest ?? {};
    const record = await RunRecorder.start(header, { projectDir, clock, mask, events, manifest });
    await pruneRuns(projectDir, project.settings.storage.keep_runs);
    try {
      return await withWarehouse(context, project, { settings, paths }, (warehouse) =>
        recorded(context, { record, warehouse, target: target.name }, () =>
          work({ runId: record.runId, warehouse, paths, events: record }),
        ),
      );
    } catch (error) {
      // The build file could not be opened.
      if (!record.finished) await record.finish(endOf(context, error));
      throw error;
    }
  } finally {
    await lock.release();
  }
}

/** Does the work and finishes its record, which then stands in the build file as well. */
async function recorded<T>(
  context: AppContext,
  { record, warehouse, target }: { record: RunRecorder; warehouse: Warehouse; target: string },
  work: () => Promise<RunOutcome<T>>,
): Promise<RunOutcome<T>> {
  const [ended] = await Promise.allSettled([work()]);
  await record.finish(ended.status === 'fulfilled' ? ended.value : endOf(context, ended.reason));
  // What has been stopped is written down by the next run.
  if (!context.signal.aborted) await writeRunTables(warehouse, context.projectDir, target);
  if (ended.status === 'rejected') throw ended.reason;
  return ended.value;
}

/** What was stopped has failed because of that, whatever error it looks like. */
function endOf({ signal }: AppContext, error: unknown): RunEnd {
  const cause: unknown = signal.aborted ? signal.reason : error;
  if (cause instanceof HoldfastError) return { exitCode: cause.exitCode, problems: cause.problems };
  return { exitCode: EXIT.defect };
}

/** An open build file with the project's limits while `work` goes on; the caller holds the lock. */
export async function withWarehouse<T>(
  context: AppContext,
  project: Pick<Project, 'settings'>,
  { settings, paths }: { settings: RunSettings; paths: RunPaths },
  work: (warehouse: Warehouse) => Promise<T>,
): Promise<T> {
  const { storage } = project.settings;
  const threads = settings.threads ?? storage.threads;
  if (settings.fullRefresh === true) await removeBuild(paths.buildFile);
  const warehouse = await openWarehouse({
    buildFile: paths.buildFile,
    memoryLimit: settings.memoryLimit ?? storage.memory_limit,
    tempDirectory: paths.temp,
    maxTempSize: storage.max_temp_size,
    allowedDirectories: [join(paths.staging, '/')],
    ...(threads === undefined ? {} : { threads }),
  });
  const stop = (): void => warehouse.stop(context.signal.reason as Error);
  context.signal.addEventListener('abort', stop);
  try {
    if (context.signal.aborted) throw context.signal.reason;
    return await work(warehouse);
  } finally {
    context.signal.removeEventListener('abort', stop);
    warehouse.close();
  }
}

async function removeBuild(path: string): Promise<void> {
  for (const file of [path, `${path}.wal`]) await rm(file, { force: true });
}
