import type { ModelNode } from '../../core/plan/project-graph.ts';
import { identifier, qualified } from '../../core/sql/quote.ts';
import { HoldfastError, type ProblemName, problem } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import { trimmed } from './bind-models.ts';
import { buildRollup } from './build-rollup.ts';
import { inWindow, readsEventsAlone } from './event-window.ts';
import { hasNewRows, type Standing } from './new-changes.ts';
import { daysOfNewRows, windowAround } from './new-rows.ts';
import { deltaOf, inDates, type PendingBuild, showPending } from './pending-build.ts';
import { storedUpstream } from './stored-upstream.ts';
import type { TransformContext } from './transform-context.ts';
import { fingerprint } from './transform-state.ts';
import { firstLine, viewOfBuild } from './world.ts';

/** Builds a view, a table or an incremental rollup into the world, or shows a current one; null where nothing is to be committed. */
export async function buildModel(
  context: TransformContext,
  { node, current }: { node: ModelNode; current: boolean },
  session: Session,
): Promise<PendingBuild | null> {
  const { relation, model } = node;
  if (model.materialized === 'view') {
    await session.run(`create or replace view ${qualified(relation)} as\n${trimmed(model.sql)}`);
    return null;
  }
  if (current) {
    await viewOfBuild(session, relation);
    return null;
  }
  const days = await touchedDays(context, node, session);
  const pending =
    days === null ? await buildWhole(context, node, session) : await buildDays(context, node, session, days);
  await showPending(session, pending, context.built.has(relation));
  return pending;
}

/** Whether the rows that stand in the build file, or checks that passed on a view, are those of today's data and SQL. */
export function isCurrent(context: Standing, node: ModelNode): boolean {
  const state = context.state.model(node.relation);
  const stored = node.model.materialized === 'view' || context.built.has(node.relation);
  return stored && state.fingerprint === fingerprint(node) && !hasNewRows(context, node);
}

/**
 * Whether a mart was built after everything that it reads. Features get new dates without any new row, which no fingerprint and
 * no generation tells. `pending` holds what this run has built so far.
 */
export function followsUpstream(
  context: Pick<TransformContext, 'state' | 'graph'>,
  node: ModelNode,
  pending: readonly PendingBuild[],
): boolean {
  if (node.model.layer !== 'marts') return true;
  const built = context.state.builtIn(node.relation);
  const upstream = storedUpstream(context, node);
  return !upstream.some(
    (relation) =>
      context.state.builtIn(relation) > built || pending.some((build) => build.relation === relation),
  );
}

/** The days of an incremental model that new rows touch, or null where the whole must be built. */
async function touchedDays(
  context: TransformContext,
  node: ModelNode,
  session: Session,
): Promise<readonly string[] | null> {
  const isKept = node.model.materialized === 'incremental' && context.built.has(node.relation);
  return isKept ? daysOfNewRows(context, node, session) : null;
}

async function buildWhole(
  context: TransformContext,
  node: ModelNode,
  session: Session,
): Promise<PendingBuild> {
  if (node.model.materialized === 'incremental') return buildRollup(context, node, session);
  const delta = deltaOf(node.relation);
  await session.run(`create or replace table ${qualified(delta)} as\n${trimmed(node.model.sql)}`);
  return { relation: node.relation, delta, kind: 'whole' };
}

async function buildDays(
  context: TransformContext,
  node: ModelNode,
  session: Session,
  days: readonly string[],
): Promise<PendingBuild> {
  const delta = deltaOf(node.relation);
  const column = node.model.config.partition_by ?? '';
  const sql = `select * from (\n${trimmed(node.model.sql)}\n) as ${identifier('model')} where ${inDates(column, days)}`;
  const window = readsEventsAlone(context, node) ? windowAround(days) : null;
  const build = () => session.run(`create or replace table ${qualified(delta)} as ${sql}`);
  await (window === null ? build() : inWindow(session, window, build));
  return { relation: node.relation, delta, kind: 'part', column, remove: days };
}

/** Troubles of the machine that say nothing of where they were met. */
const NEEDS_MORE: readonly ProblemName[] = ['outOfMemory', 'noRoom'];

/** A model's failure, or a check's, as a problem at its file; our own problems pass as they are, our own mistakes are nobody's. */
export function buildProblem(
  { relation, model: { file } }: { readonly relation: string; readonly model: { readonly file: string } },
  error: unknown,
): HoldfastError {
  if (error instanceof HoldfastError)
    return new HoldfastError(
      error.problems.map((one) => (NEEDS_MORE.includes(one.name) ? { ...one, file } : one)),
      { cause: error },
    );
  if (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError)
    throw error;
  const detail = firstLine(error);
  return new HoldfastError([problem('modelFailed', { model: relation, detail }, { file })], { cause: error });
}
