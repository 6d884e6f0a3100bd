import { type EventWindow, eventWindows } from '../../core/plan/event-slices.ts';
import type { ModelNode } from '../../core/plan/project-graph.ts';
import { identifier, literal, qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { trimmed } from './bind-models.ts';
import { inWindow, readsEventsAlone } from './event-window.ts';
import type { PendingBuild } from './pending-build.ts';
import type { TransformContext } from './transform-context.ts';

/** Events a window: what fits into memory with room for a sort, and reads each row group of history about once. */
const EVENTS_A_WINDOW = 4_000_000;

/** The windows of days in which a rollup is built whole; one where it is not worth cutting. */
async function windowsOf(
  context: TransformContext,
  node: ModelNode,
  session: Session,
): Promise<EventWindow[]> {
  const all: EventWindow = { from: null, until: null };
  const times = context.project.sources.flatMap(({ relation, event_time: time }) =>
    time !== undefined && node.sources.includes(relation) && context.built.has(relation)
      ? [`select cast(${identifier(time)} as date) as day from ${qualified(`build.${relation}`)}`]
      : [],
  );
  if (times.length === 0) return [all];
  const days = await session.rows<{ day: string; rows: number }>(
    `select cast(day as varchar) as day, count(*) as rows from (${times.join(' union all ')}) as events
     where day is not null group by day order by day`,
  );
  return eventWindows(days, context.eventsAWindow ?? EVENTS_A_WINDOW);
}

/**
 * Builds a rollup window by window, straight into the build file beside the table that stands, so that neither memory nor the
 * spill folder has to hold it and nothing is written twice; the commit gives it its name. A run that is stopped before leaves
 * a table that nobody reads, and the next one makes it anew or drops it.
 */
export async function buildRollup(
  context: TransformContext,
  node: ModelNode,
  session: Session,
): Promise<PendingBuild> {
  const { relation, model } = node;
  const windows = await windowsOf(context, node, session);
  const delta = `build.${relation}__next`;
  const column = identifier(model.config.partition_by ?? '');
  const sql = trimmed(model.sql);
  const alone = readsEventsAlone(context, node);
  for (const [i, window] of windows.entries()) {
    const into =
      i === 0 ? `create or replace table ${qualified(delta)} as` : `insert into ${qualified(delta)}`;
    // Of events alone the window is all that is seen, and rows of another day would show as keys that come twice.
    if (alone || windows.length === 1) await inWindow(session, window, () => session.run(`${into}\n${sql}`));
    else await session.run(`${into} select * from (\n${sql}\n) as model where ${daysOf(column, window)}`);
  }
  return { relation, delta, kind: 'ready', column: model.config.partition_by ?? '', windows };
}

/** Rows of a window's days; those without a day belong to the first. */
export function daysOf(column: string, { from, until }: EventWindow): string {
  const bounds = [
    ...(from === null ? [] : [`${column} >= date ${literal(from)}`]),
    ...(until === null ? [] : [`${column} < date ${literal(until)}`]),
  ];
  const within = bounds.length === 0 ? 'true' : bounds.join(' and ');
  return from === null ? `(${within} or ${column} is null)` : within;
}
