import { createHash } from 'node:crypto';
import type { AsOfState, RawChange } from '../../core/plan/dirty-dates.ts';
import type { ModelNode } from '../../core/plan/project-graph.ts';
import { compiled, meta, type Statement } from '../../core/sql/meta-queries.ts';
import type { Session } from '../../ports/warehouse.ts';

/** What the build file remembers of each model, as `transform` found it. */
export interface TransformState {
  /** Newest raw generation: what this run will have seen. */
  readonly generation: number;
  readonly changes: readonly RawChange[];
  /** Next number for as_of_state.sequence: a date rebuilt later has a higher one. */
  readonly nextSequence: number;
  model(relation: string): AsOfState;
}

/** Makes the state tables where they are missing. */
export async function createStateTables(session: Session): Promise<void> {
  await session.run('create schema if not exists build.meta');
  await session.run(
    'create table if not exists build.meta.model_state (relation varchar primary key, fingerprint varchar, generation bigint)',
  );
  await session.run(
    'create table if not exists build.meta.as_of_state (relation varchar, as_of date, sequence bigint, primary key (relation, as_of))',
  );
}

export async function readState(session: Session): Promise<TransformState> {
  const models = await select(session, compiled(meta.selectFrom('model_state').selectAll()));
  const dates = await select(
    session,
    compiled(meta.selectFrom('as_of_state').selectAll().orderBy('relation').orderBy('as_of')),
  );
  const changes = await select(
    session,
    compiled(meta.selectFrom('raw_changes').select(['generation', 'source', 'known_from'])),
  );
  const byRelation = new Map(models.map((model) => [model.relation, model]));
  const builtDates = new Map<string, string[]>();
  for (const { relation, as_of } of dates) {
    const known = builtDates.get(relation);
    if (known) known.push(as_of);
    else builtDates.set(relation, [as_of]);
  }
  return {
    generation: changes.reduce((max, change) => Math.max(max, change.generation), 0),
    changes: changes.map(({ generation, source, known_from }) => ({
      generation,
      source,
      knownFrom: known_from,
    })),
    nextSequence: dates.reduce((max, { sequence }) => Math.max(max, sequence), 0) + 1,
    model: (relation) => ({
      fingerprint: byRelation.get(relation)?.fingerprint ?? null,
      generation: byRelation.get(relation)?.generation ?? 0,
      builtDates: builtDates.get(relation) ?? [],
    }),
  };
}

function select<Row>(session: Session, { sql, params }: Statement<Row>): Promise<readonly Row[]> {
  return session.rows<Row>(sql, params);
}

export function fingerprint(node: ModelNode): string {
  return createHash('sha256').update(node.fingerprintText).digest('hex');
}
