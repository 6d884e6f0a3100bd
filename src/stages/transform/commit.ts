import { type ModelNode, SPINE } from '../../core/plan/project-graph.ts';
import { compiled, meta } from '../../core/sql/meta-queries.ts';
import { literal, qualified } from '../../core/sql/quote.ts';
import { lifetimesNode } from './as-of-work.ts';
import { inDates, type PendingBuild } from './pending-build.ts';
import type { TransformContext } from './transform-context.ts';
import { fingerprint } from './transform-state.ts';

/**
 * Moves everything that was built into the build file, with the record of what it is made of, in one short transaction:
 * readers of the build file see all of it or nothing.
 */
export async function commitBuilds(
  context: TransformContext,
  pending: readonly PendingBuild[],
): Promise<void> {
  const { session } = context.world;
  const schemas = ['staging', 'intermediate', 'spine', 'features', 'marts'];
  for (const schema of schemas) await session.run(`create schema if not exists build.${schema}`);
  await session.transaction(async () => {
    for (const build of pending) await move(context, build);
    for (const node of context.graph.nodes) await remember(context, node.relation, node);
    const lifetimes = lifetimesNode(context);
    if (lifetimes) await remember(context, SPINE, lifetimes);
    await dropUnknown(context);
  });
}

async function move(context: TransformContext, build: PendingBuild): Promise<void> {
  const { session } = context.world;
  const target = qualified(`build.${build.relation}`);
  const delta = `select * from ${qualified(`${context.world.catalog}.${build.delta}`)}`;
  if (build.kind === 'whole') {
    await session.run(`create or replace table ${target} as ${delta}`);
  } else {
    await session.run(`delete from ${target} where ${inDates(build.column, build.remove)}`);
    await session.run(`insert into ${target} ${delta}`);
  }
  if (build.kind === 'whole' || build.column === 'as_of') await rememberDates(context, build);
}

/** Dates that now stand in the table, each with the number of this commit where it was built anew. */
async function rememberDates(context: TransformContext, build: PendingBuild): Promise<void> {
  const { session } = context.world;
  if (!build.relation.startsWith('features.') && build.relation !== SPINE) return;
  const relation = literal(build.relation);
  const gone = build.kind === 'whole' ? 'true' : inDates('as_of', build.remove);
  const wanted = inDates('as_of', context.wanted);
  await session.run(`delete from build.meta.as_of_state where relation = ${relation} and ${gone}`);
  await session.run(
    `insert into build.meta.as_of_state
     select ${relation}, as_of, ${context.state.nextSequence}
     from (${dateValues(context.wanted)}) as dates (as_of)
     where ${gone} and ${wanted}`,
  );
}

function dateValues(dates: readonly string[]): string {
  return `values ${dates.map((date) => `(date ${literal(date)})`).join(', ')}`;
}

async function remember(context: TransformContext, relation: string, node: ModelNode): Promise<void> {
  const row = { relation, fingerprint: fingerprint(node), generation: context.state.generation };
  const { sql, params } = compiled(
    meta
      .insertInto('model_state')
      .values(row)
      .onConflict((conflict) => conflict.column('relation').doUpdateSet(row)),
  );
  await context.world.session.run(sql, params);
}

/** A model that is gone from the project leaves no table behind. */
async function dropUnknown(context: TransformContext): Promise<void> {
  const known = new Set([...context.graph.nodes.map((node) => node.relation), SPINE]);
  const gone = [...context.built].filter(
    (relation) => /^(staging|intermediate|features|marts)\./.test(relation) && !known.has(relation),
  );
  for (const relation of gone) {
    await context.world.session.run(`drop table ${qualified(`build.${relation}`)}`);
    for (const table of ['model_state', 'as_of_state'] as const) {
      const { sql, params } = compiled(meta.deleteFrom(table).where('relation', '=', relation));
      await context.world.session.run(sql, params);
    }
  }
}
