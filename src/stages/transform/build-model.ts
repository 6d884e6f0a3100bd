import { addDays } from '../../core/plan/days.ts';
import type { EventWindow } from '../../core/plan/event-slices.ts';
import type { ModelNode } from '../../core/plan/project-graph.ts';
import { identifier, literal, qualified } from '../../core/sql/quote.ts';
import { HoldfastError, problem } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import { trimmed } from './bind-models.ts';
import { buildRollup } from './build-rollup.ts';
import { inWindow, readsEventsAlone } from './event-window.ts';
import { deltaOf, inDates, type PendingBuild, showPending } from './pending-build.ts';
import { storedUpstream } from './stored-upstream.ts';
import type { TransformContext } from './transform-context.ts';
import { fingerprint } from './transform-state.ts';
import { firstLine, viewOfBuild } from './world.ts';

/** Rebuilding more days than this one by one is no cheaper than building the whole. */
const MOST_DAYS = 400;

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

/** What the build file holds, and what it is made of. */
type Standing = Pick<TransformContext, 'state' | 'built'>;

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

/** Whether rows that a model depends on have come, gone or changed since it was built. */
export function hasNewRows(context: Standing, node: ModelNode): boolean {
  return newChanges(context, node).length > 0;
}

function newChanges(context: Standing, node: ModelNode) {
  const since = context.state.model(node.relation).generation;
  const sources = new Set(node.sources);
  return context.state.changes.filter((change) => change.generation > since && sources.has(change.source));
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

/** The days of new rows in one window, where a view shows events alone and these are all that is new of it; else null. */
export async function windowOfNewRows(
  context: TransformContext,
  node: ModelNode,
  session: Session,
): Promise<EventWindow | null> {
  if (!readsEventsAlone(context, node)) return null;
  const days = await daysOfNewRows(context, node, session);
  return days === null ? null : windowAround(days);
}

/** Null where they can't be told: other SQL, or a change in a source that has no event days (a full export changes rows of any day). */
async function daysOfNewRows(
  context: TransformContext,
  node: ModelNode,
  session: Session,
): Promise<readonly string[] | null> {
  const state = context.state.model(node.relation);
  if (state.fingerprint !== fingerprint(node)) return null;
  const changed = new Set(newChanges(context, node).map((change) => change.source));
  const timeless = context.project.sources.some(
    (source) => changed.has(source.relation) && source.kind !== 'events',
  );
  if (timeless) return null;
  const names = [...changed].map((source) => literal(source)).join(', ');
  const days = await session.rows<{ day: string }>(
    `select distinct cast(day as varchar) as day from build.meta.touched_days
     where generation > ${state.generation} and source in (${names}) order by day`,
  );
  return days.length > MOST_DAYS ? null : days.map(({ day }) => day);
}

function windowAround(days: readonly string[]): EventWindow | null {
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? null : { from: first, until: addDays(last, 1) };
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

/** A model's failure, or a check's, as a problem at its file; our own problems pass as they are, our own mistakes are nobody's. */
export function buildProblem(
  { relation, model: { file } }: { readonly relation: string; readonly model: { readonly file: string } },
  error: unknown,
): HoldfastError {
  if (error instanceof HoldfastError)
    return new HoldfastError(
      error.problems.map((one) => (one.name === 'outOfMemory' ? { ...one, file } : one)),
      { cause: error },
    );
  if (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError)
    throw error;
  const detail = firstLine(error);
  return new HoldfastError([problem('modelFailed', { model: relation, detail }, { file })], { cause: error });
}
