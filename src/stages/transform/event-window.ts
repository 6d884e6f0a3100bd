import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { EventWindow } from '../../core/plan/event-slices.ts';
import type { ModelNode } from '../../core/plan/project-graph.ts';
import { identifier, literal, qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { storedUpstream } from './stored-upstream.ts';
import type { TransformContext } from './transform-context.ts';

const FROM = 'holdfast_events_from';
const UNTIL = 'holdfast_events_until';

/**
 * Puts a source's rows into the world. Of events a connection that has set a window sees those of its days alone, and every
 * other connection all of them: the bounds are variables of the connection, which DuckDB folds into constants, so that a
 * night reads the few row groups of its days and not all of history (docs/decisions/0004).
 */
export async function viewOfSource(session: Session, source: SourceDefinition): Promise<void> {
  const bounds =
    source.kind === 'events' && source.event_time !== undefined ? inBounds(source.event_time) : '';
  await session.run(
    `create or replace view ${qualified(source.relation)} as select * from ${qualified(`build.${source.relation}`)}${bounds}`,
  );
}

function inBounds(eventTime: string): string {
  const column = identifier(eventTime);
  const bound = (name: string, compare: string) =>
    `(getvariable('${name}') is null or ${column} ${compare} getvariable('${name}'))`;
  return ` where ${bound(FROM, '>=')} and ${bound(UNTIL, '<')}`;
}

/** Does some work on a connection that sees the events of a window alone. */
export async function inWindow<T>(
  session: Session,
  { from, until }: EventWindow,
  work: () => Promise<T>,
): Promise<T> {
  const set = (name: string, day: string | null) =>
    `set variable ${name} = ${day === null ? 'cast(null as timestamp)' : `timestamp ${literal(day)}`}`;
  await session.run(`${set(FROM, from)}; ${set(UNTIL, until)}`);
  try {
    return await work();
  } finally {
    await session.run(`reset variable ${FROM}; reset variable ${UNTIL}`);
  }
}

/**
 * Whether a window shows all that a model's rows of its days are made of: it reads one source of events, and that through
 * nothing but views. What is read beside it may be a seed.
 */
export function readsEventsAlone(
  context: Pick<TransformContext, 'graph' | 'project'>,
  node: ModelNode,
): boolean {
  const [only, ...others] = node.sources;
  const source = context.project.sources.find(({ relation }) => relation === only);
  if (others.length > 0 || source?.kind !== 'events' || source.event_time === undefined) return false;
  return storedUpstream(context, node).every(
    (relation) => relation === only || relation.startsWith('seeds.'),
  );
}
