import { consumedStates } from '../../core/plan/consumed-state.ts';
import { SPINE } from '../../core/plan/project-graph.ts';
import { compiled, meta } from '../../core/sql/meta-queries.ts';
import { identifier, literal, qualified } from '../../core/sql/quote.ts';
import { hasNewRows } from './new-changes.ts';
import { inDates, type PendingBuild } from './pending-build.ts';
import { rememberBuilds, rememberModels, rememberRun } from './remember.ts';
import { buildsSpine } from './show-unselected.ts';
import { isSelected, type TransformContext } from './transform-context.ts';
import { type CheckMemory, fingerprint } from './transform-state.ts';

/**
 * Moves everything that was built into the build file, with the record of what it is made of, in one short transaction:
 * readers of the build file see all of it or nothing.
 */
export async function commitBuilds(
  context: TransformContext,
  pending: readonly PendingBuild[],
  memories: ReadonlyMap<string, CheckMemory>,
): Promise<void> {
  const { session } = context.world;
  await session.transaction(async () => {
    for (const build of pending) await move(context, build);
    await rememberBuilds(
      context,
      pending.map(({ relation }) => relation),
    );
    await rememberModels(context, builtStates(context));
    await rememberRun(context, pending, memories);
    if (context.selected === undefined) await dropUnknown(context);
  });
}

/** What the models that this run is about have seen, and with features the spine. */
function builtStates(context: TransformContext) {
  const { lifetimes } = context.project.settings.accounts;
  const seen = consumedStates(
    context.graph.nodes.map((node) => ({
      relation: node.relation,
      dependsOn: node.dependsOn.map((relation) => (relation === SPINE ? lifetimes : relation)),
      fingerprint: fingerprint(node),
      isFresh: isSelected(context, node.relation) || node.model.materialized === 'view',
      state: context.state.model(node.relation),
      hasNewRows: hasNewRows(context, node),
    })),
    context.state.generation,
  );
  const about = context.graph.nodes.filter(({ relation }) => isSelected(context, relation));
  const states = about.map(({ relation }) => ({ relation, ...seen.get(relation) }));
  const spine = { relation: SPINE, ...seen.get(lifetimes) };
  return buildsSpine(context) ? [...states, spine] : states;
}

async function move(context: TransformContext, build: PendingBuild): Promise<void> {
  const { session } = context.world;
  const target = qualified(`build.${build.relation}`);
  const delta = `select * from ${qualified(`${context.world.catalog}.${build.delta}`)}`;
  if (build.kind === 'ready') {
    await session.run(`drop table if exists ${target}`);
    const name = build.relation.slice(build.relation.indexOf('.') + 1);
    await session.run(`alter table ${qualified(build.delta)} rename to ${identifier(name)}`);
  } else if (build.kind === 'whole') {
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
  const gone = build.kind === 'part' ? inDates('as_of', build.remove) : 'true';
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

/** A model that is gone from the project leaves no table behind, nor does one that was begun by a run that failed. */
async function dropUnknown(context: TransformContext): Promise<void> {
  const known = new Set([...context.graph.nodes.map((node) => node.relation), SPINE]);
  const gone = [...context.built].filter(
    (relation) => /^(staging|intermediate|features|marts)\./.test(relation) && !known.has(relation),
  );
  for (const relation of gone) {
    await context.world.session.run(`drop table if exists ${qualified(`build.${relation}`)}`);
    for (const table of ['model_state', 'as_of_state', 'build_state', 'check_state'] as const) {
      const { sql, params } = compiled(meta.deleteFrom(table).where('relation', '=', relation));
      await context.world.session.run(sql, params);
    }
  }
}
