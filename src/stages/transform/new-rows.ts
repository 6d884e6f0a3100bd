import { addDays } from '../../core/config/days.ts';
import type { EventWindow } from '../../core/plan/event-slices.ts';
import type { ModelNode } from '../../core/plan/project-graph.ts';
import { literal, qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { readsEventsAlone } from './event-window.ts';
import { newChanges } from './new-changes.ts';
import { deltaOf, inDates } from './pending-build.ts';
import { storedUpstream } from './stored-upstream.ts';
import type { TransformContext } from './transform-context.ts';
import { fingerprint } from './transform-state.ts';

/** Rebuilding more days than this one by one is no cheaper than building the whole. */
const MOST_DAYS = 400;

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

/**
 * Null where they can't be told: other SQL, or a change in a source that has no event days (a full export changes rows of any
 * day) or that comes through a table (whose rows are of no day: who is staff says of any day who is to be left out).
 */
export async function daysOfNewRows(
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
  if (timeless || changesThroughTables(context, node, changed)) return null;
  const names = [...changed].map((source) => literal(source)).join(', ');
  const days = await session.rows<{ day: string }>(
    `select distinct cast(day as varchar) as day from build.meta.touched_days
     where generation > ${state.generation} and source in (${names}) order by day`,
  );
  return days.length > MOST_DAYS ? null : days.map(({ day }) => day);
}

/** From the first to the last of some days, ascending; null where there are none. */
export function windowAround(days: readonly string[]): EventWindow | null {
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? null : { from: first, until: addDays(last, 1) };
}

/**
 * A relation with the rows of a partitioned view that are of the days of new rows; null where more may have changed. What a view
 * partitioned by day has of a day is made of its rollups' rows of that day, so it is enough that nothing else it reads is new.
 */
export async function partOfNewRows(
  context: TransformContext,
  node: ModelNode,
  session: Session,
): Promise<string | null> {
  const { partition_by: column } = node.model.config;
  if (column === undefined || !changesThroughRollups(context, node)) return null;
  const days = await daysOfNewRows(context, node, session);
  if (days === null || days.length === 0) return null;
  const part = `${deltaOf(node.relation)}__new`;
  await session.run(
    `create or replace view ${qualified(part)} as select * from ${qualified(node.relation)} where ${inDates(column, days)}`,
  );
  return part;
}

function changesThroughTables(
  context: Pick<TransformContext, 'graph'>,
  node: ModelNode,
  changed: ReadonlySet<string>,
): boolean {
  return storedUpstream(context, node).some((relation) => {
    const upstream = context.graph.nodes.find((candidate) => candidate.relation === relation);
    if (upstream?.model.materialized === 'incremental')
      return changesThroughTables(context, upstream, changed);
    return upstream?.sources.some((source) => changed.has(source)) ?? false;
  });
}

function changesThroughRollups(context: TransformContext, node: ModelNode): boolean {
  const changed = new Set(newChanges(context, node).map((change) => change.source));
  return storedUpstream(context, node).every((relation) => {
    const upstream = context.graph.nodes.find((candidate) => candidate.relation === relation);
    if (upstream?.model.materialized === 'incremental') return true;
    return ![relation, ...(upstream?.sources ?? [])].some((source) => changed.has(source));
  });
}
