import { dirname } from 'node:path';
import { isFile } from '../adapters/duckdb/is-file.ts';
import { FileLock } from '../adapters/project/file-lock.ts';
import type { PublishedReadings } from '../core/backtest/study-champion.ts';
import type { Scorecard } from '../core/config/scorecard-schema.ts';
import { targetOf } from '../core/plan/make-plan.ts';
import { fail, HoldfastError } from '../errors.ts';
import type { Session, Warehouse } from '../ports/warehouse.ts';
import { type AccountsOfDay, readAccounts } from '../stages/backtest/read-day.ts';
import { openTrialWorld, standInForBuild } from '../stages/backtest/trial-world.ts';
import { type Trial, tryCard } from '../stages/backtest/try-card.ts';
import type { AppContext } from './context.ts';
import type { LoadedProject } from './load-project.ts';
import { resourceLimits } from './resource-limits.ts';
import { runPaths } from './run-paths.ts';
import { withWarehouse } from './with-warehouse.ts';

/** Tries cards on what is built. */
export interface TrialRoom {
  readonly asOf: string;
  readonly accounts: AccountsOfDay;
  /** @param champion readings that the gate `not_worse` compares with */
  readonly tryCard: (card: Scorecard, champion?: PublishedReadings) => Promise<Trial>;
}

/**
 * Scores past and present by any card, from the features that stand in the build file, and keeps nothing of it: the build file
 * is only read, under the project's lock.
 *
 * @param day the as-of date of the trial; without it the last one that was built
 * @throws HoldfastError noDecisions, nothingLoaded, nothingBuilt, notBuilt, lockHeld
 */
export async function withTrial<T>(
  context: AppContext,
  loaded: LoadedProject,
  day: string | undefined,
  work: (room: TrialRoom) => Promise<T>,
): Promise<T> {
  const { project } = loaded;
  const paths = runPaths(context.projectDir, project.settings, targetOf(project, context.target));
  if (!(await isFile(paths.buildFile))) fail('nothingLoaded', { path: paths.buildFile });
  const lock = await new FileLock(paths.lock, context.clock).acquire();
  try {
    const limits = await resourceLimits(project.settings.storage, dirname(paths.buildFile));
    return await withWarehouse(context, paths, limits, async (warehouse) => {
      await standInForBuild(warehouse, paths.buildFile);
      await warehouse.shutDoor();
      return work(await openRoom(context, loaded, { warehouse, day }));
    });
  } finally {
    await lock.release();
  }
}

async function openRoom(
  context: AppContext,
  { project, graph }: LoadedProject,
  { warehouse, day }: { warehouse: Warehouse; day: string | undefined },
): Promise<TrialRoom> {
  const { decisions, calendar, accounts } = project.settings;
  if (decisions === undefined) return fail('noDecisions', {}, { file: 'pipeline.yml' });
  const last = await lastBuilt(warehouse, accounts.profile);
  const asOf = day ?? last;
  const { clock, signal, events } = context;
  const saysHow = (error: unknown): never => {
    signal.throwIfAborted();
    return unbuilt(error, asOf, last);
  };
  const world = { macros: project.macros, graph, relation: decisions };
  const session = await openTrialWorld(warehouse, world).catch(saysHow);
  const input = { decisions, profile: accounts.profile, asOf, calendar };
  return {
    asOf,
    accounts: await readAccounts(session, accounts.profile, asOf),
    tryCard: (card, champion) =>
      tryCard({ session, clock, signal, events }, input, { card, champion: champion ?? null }).catch(saysHow),
  };
}

/** A trial builds nothing and selects nothing: what it lacks a run has to build. */
function unbuilt(error: unknown, asOf: string, last: string): never {
  const problems = error instanceof HoldfastError ? error.problems : [];
  if (!problems.some(({ name }) => name === 'notBuilt')) throw error;
  const other = asOf === last ? '' : `; the last day that was built is ${last}`;
  const hint = `run a pipeline as of ${asOf}, which builds that day and the calendar before it${other}`;
  throw new HoldfastError(
    problems.map((found) => ({ ...found, hint })),
    { cause: error },
  );
}

async function lastBuilt(session: Session, profile: string): Promise<string> {
  const [table] = await session.rows(
    "select 1 from duckdb_views() where database_name = 'build' and schema_name = 'meta' and view_name = 'as_of_state'",
  );
  if (table === undefined) return fail('nothingBuilt', {});
  const [last] = await session.rows<{ day: string | null }>(
    'select cast(max(as_of) as varchar) as day from build.meta.as_of_state where relation = $1',
    [profile],
  );
  return last?.day ?? fail('nothingBuilt', {});
}
