import type { AsOfState, RawChange } from '../../core/plan/dirty-dates.ts';
import type { ModelNode } from '../../core/plan/project-graph.ts';
import { compiled, meta, type Statement } from '../../core/sql/meta-queries.ts';
import type { Session } from '../../ports/warehouse.ts';
import { sha256 } from '../sha256.ts';
import type { TargetVersions } from './moved-targets.ts';
import type { CheckResult } from './run-checks.ts';

/** What the build file remembers of a model's checks. */
export interface CheckMemory {
  /** Of the checks that were run; null where none ever were. */
  readonly fingerprint: string | null;
  /** What those that only warn found: told again as long as the rows stand. */
  readonly warnings: readonly CheckResult[];
}

/** What the build file remembers of each model, as `transform` found it. */
export interface TransformState {
  /** Newest raw generation: what this run will have seen. */
  readonly generation: number;
  readonly changes: readonly RawChange[];
  /** Number of this run's commit, for as_of_state.sequence: higher than that of any commit before, whatever became of its rows. */
  readonly nextSequence: number;
  model(relation: string): AsOfState;
  /** Number of the commit that last changed a relation's rows; 0 where none did. */
  builtIn(relation: string): number;
  checks(relation: string): CheckMemory;
  /** What a model's relationships led to when they were last checked. */
  checkedAgainst(relation: string): TargetVersions;
}

const LAYERS = ['staging', 'intermediate', 'spine', 'features', 'marts'] as const;

const STATE_TABLES = [
  'create schema if not exists build.meta',
  ...LAYERS.map((layer) => `create schema if not exists build.${layer}`),
  'create table if not exists build.meta.model_state (relation varchar primary key, fingerprint varchar, generation bigint)',
  'create table if not exists build.meta.as_of_state (relation varchar, as_of date, sequence bigint, primary key (relation, as_of))',
  'create table if not exists build.meta.counters (name varchar primary key, value bigint)',
  'create table if not exists build.meta.node_record (node varchar primary key, parts varchar, columns varchar)',
  'create table if not exists build.meta.build_state (relation varchar primary key, sequence bigint)',
  'create table if not exists build.meta.check_state (relation varchar primary key, fingerprint varchar, warnings varchar)',
  // Build files of earlier versions have no such column.
  'alter table build.meta.check_state add column if not exists targets varchar',
] as const;

/** The counter of commits in build.meta.counters. */
export const COMMITS = 'transform_commits';

/** Makes the state tables and the layers' schemas where they are missing: once, as two connections would get in each other's way. */
export async function createStateTables(session: Session): Promise<void> {
  await session.run(STATE_TABLES.join(';\n'));
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
  const counters = await select(session, compiled(meta.selectFrom('counters').selectAll()));
  const checked = await select(session, compiled(meta.selectFrom('check_state').selectAll()));
  const builds = await select(session, compiled(meta.selectFrom('build_state').selectAll()));
  const builtIn = new Map(builds.map(({ relation, sequence }) => [relation, sequence]));
  const byRelation = new Map(models.map((model) => [model.relation, model]));
  const builtDates = new Map<string, string[]>(dates.map(({ relation }) => [relation, []]));
  for (const { relation, as_of } of dates) builtDates.get(relation)?.push(as_of);
  const checks = new Map(checked.map((row) => [row.relation, row]));
  const commits = counters.find(({ name }) => name === COMMITS)?.value ?? 0;
  return {
    generation: changes.reduce((max, change) => Math.max(max, change.generation), 0),
    changes: changes.map(({ generation, source, known_from }) => ({
      generation,
      source,
      knownFrom: known_from,
    })),
    // A build file of before there was a counter has numbers in its dates alone.
    nextSequence: dates.reduce((max, { sequence }) => Math.max(max, sequence), commits) + 1,
    model: (relation) => ({
      fingerprint: byRelation.get(relation)?.fingerprint ?? null,
      generation: byRelation.get(relation)?.generation ?? 0,
      builtDates: builtDates.get(relation) ?? [],
    }),
    builtIn: (relation) => builtIn.get(relation) ?? 0,
    checks: (relation) => checkMemory(checks.get(relation)),
    checkedAgainst: (relation) => JSON.parse(checks.get(relation)?.targets ?? '{}') as TargetVersions,
  };
}

function checkMemory(row: { fingerprint: string; warnings: string } | undefined): CheckMemory {
  if (!row) return { fingerprint: null, warnings: [] };
  return { fingerprint: row.fingerprint, warnings: JSON.parse(row.warnings) as CheckResult[] };
}

function select<Row>(session: Session, { sql, params }: Statement<Row>): Promise<readonly Row[]> {
  return session.rows<Row>(sql, params);
}

export function fingerprint(node: ModelNode): string {
  return sha256(node.fingerprintText);
}
