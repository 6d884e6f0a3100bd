import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { engineTroubleBelow } from '../adapters/duckdb/engine-trouble.ts';
import { memoryMeter } from '../adapters/duckdb/memory-meter.ts';
import { FileLock } from '../adapters/project/file-lock.ts';
import { pruneRuns } from '../adapters/project/run-folder.ts';
import type { NodeResult, RunEnd, RunRequest } from '../adapters/project/run-record.ts';
import { RunRecorder } from '../adapters/project/run-recorder.ts';
import type { Project } from '../core/config/project.ts';
import { targetOf } from '../core/plan/make-plan.ts';
import { EXIT, type ExitCode, HoldfastError, type Problem, problem } from '../errors.ts';
import type { Events } from '../ports/events.ts';
import type { Meter } from '../ports/meter.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import type { AppContext } from './context.ts';
import { fewerThreads, type ResourceLimits, resourceLimits } from './resource-limits.ts';
import { type RunPaths, runPaths } from './run-paths.ts';
import { writeRunTables } from './run-tables.ts';
import { withWarehouse } from './with-warehouse.ts';

export interface OpenRun {
  readonly runId: string;
  readonly warehouse: Warehouse;
  readonly paths: RunPaths;
  readonly limits: ResourceLimits;
  readonly meter: Meter;
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
 *
 * Work that runs out of memory is done again on half the threads, down to one: it finds done what it had committed.
 */
export async function withRun<T>(
  context: AppContext,
  project: Pick<Project, 'settings'>,
  settings: RunSettings,
  work: (run: OpenRun) => Promise<RunOutcome<T>>,
): Promise<RunOutcome<T>> {
  const { storage } = project.settings;
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
    await pruneRuns(projectDir, storage.keep_runs);
    try {
      const limits = await resourceLimits(storage, dirname(paths.buildFile), settings);
      if (settings.fullRefresh === true) await removeBuild(paths.buildFile);
      return await attempt(context, { record, paths, target: target.name, work }, limits);
    } catch (error) {
      // The build file could not be opened.
      if (!record.finished) await record.finish(endOf(context, error));
      throw error;
    }
  } finally {
    await lock.release();
  }
}

interface Attempt<T> {
  readonly record: RunRecorder;
  readonly paths: RunPaths;
  readonly target: string;
  readonly work: (run: OpenRun) => Promise<RunOutcome<T>>;
}

/** Does the work and finishes its record, unless it is to be done again on fewer threads. */
async function attempt<T>(
  context: AppContext,
  one: Attempt<T>,
  limits: ResourceLimits,
): Promise<RunOutcome<T>> {
  const { record, paths } = one;
  record.limitedTo({ threads: limits.threads, memory_limit: limits.memoryLimit });
  const ended = await withWarehouse(context, paths, limits, async (warehouse) => {
    const outcome = await measured(context, warehouse, (meter) =>
      one.work({ runId: record.runId, warehouse, paths, limits, meter, events: record }),
    );
    const fewer = outcome.status === 'rejected' ? lessThan(context, limits, outcome.reason) : null;
    return fewer ?? (await recorded(context, { record, warehouse, target: one.target }, outcome));
  });
  if (!('threads' in ended)) return ended;
  record.startOver(fewerThreadsProblem(limits, ended));
  return attempt(context, one, ended);
}

/** What comes of the work, and a meter for it that is at rest again when the warehouse is closed. */
async function measured<T>(
  { clock }: AppContext,
  warehouse: Warehouse,
  work: (meter: Meter) => Promise<T>,
): Promise<PromiseSettledResult<T>> {
  const meter = memoryMeter(await warehouse.connect(), clock);
  const [outcome] = await Promise.allSettled([work(meter)]);
  await meter.close();
  if (outcome.status === 'fulfilled') return outcome;
  // Whatever it was that could not be done, this is why, and what the exit code has to say.
  return { status: 'rejected', reason: engineTroubleBelow(outcome.reason) ?? outcome.reason };
}

/** The limits of another attempt; null where the work failed for another reason or can't be given less. */
function lessThan({ signal }: AppContext, limits: ResourceLimits, reason: unknown): ResourceLimits | null {
  const trouble = reason instanceof HoldfastError ? reason.problems : [];
  const lacksMemory = trouble.some(({ name }) => name === 'outOfMemory');
  return lacksMemory && !signal.aborted ? fewerThreads(limits) : null;
}

function fewerThreadsProblem({ threads }: ResourceLimits, { threads: fewer }: ResourceLimits): Problem {
  return problem('fewerThreads', { threads, fewer }, { severity: 'warning' });
}

/** Finishes the record of work that has ended, which then stands in the build file as well. */
async function recorded<T>(
  context: AppContext,
  { record, warehouse, target }: { record: RunRecorder; warehouse: Warehouse; target: string },
  ended: PromiseSettledResult<RunOutcome<T>>,
): Promise<RunOutcome<T>> {
  await record.finish(ended.status === 'fulfilled' ? ended.value : endOf(context, ended.reason));
  // What has been stopped is written down by the next run.
  if (!context.signal.aborted)
    await writeRunTables(warehouse, context.projectDir, target).catch((error: Error) =>
      noteUnwritten(context, error),
    );
  if (ended.status === 'rejected') throw ended.reason;
  return ended.value;
}

/** How the work ended is settled by then, and stands in its record; the next run writes down what is missing. */
function noteUnwritten({ events, signal }: AppContext, { message }: Error): void {
  if (signal.aborted) return;
  events.emit({ kind: 'note', message: `meta.runs could not be brought up to date: ${message}` });
}

/** What was stopped has failed because of that, whatever error it looks like. */
function endOf({ signal }: AppContext, error: unknown): RunEnd {
  const cause: unknown = signal.aborted ? signal.reason : error;
  if (cause instanceof HoldfastError) return { exitCode: cause.exitCode, problems: cause.problems };
  return { exitCode: EXIT.defect };
}

async function removeBuild(path: string): Promise<void> {
  for (const file of [path, `${path}.wal`]) await rm(file, { force: true });
}
