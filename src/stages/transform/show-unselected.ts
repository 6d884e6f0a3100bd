import { type CheckNode, type ModelNode, SPINE } from '../../core/plan/project-graph.ts';
import { relationTargets } from '../../core/sql/check-queries.ts';
import { qualified } from '../../core/sql/quote.ts';
import { HoldfastError, type Problem, problem } from '../../errors.ts';
import { trimmed } from './bind-models.ts';
import { isSelected, type TransformContext } from './transform-context.ts';
import { viewOfBuild } from './world.ts';

/**
 * Puts what is not selected, as far as something selected reads it, into the world as it stands: tables from the build file,
 * views from their text.
 * @throws HoldfastError notBuilt for each table that a selected model reads and that was never built.
 */
export async function showUnselected(context: TransformContext): Promise<void> {
  if (context.selected === undefined) return;
  const { graph, world, built } = context;
  const models = graph.nodes.filter(({ relation }) => isSelected(context, relation));
  const missing = models.flatMap((node) => missingFor(context, node));
  if (missing.length > 0) throw new HoldfastError(missing);
  const checks = graph.checks.filter((check) => canCheck(context, check));
  const targets = models.flatMap(({ model }) => relationTargets(model));
  const related = targets.filter((target) => canRead(context, [target]));
  const read = [...models, ...checks].flatMap((node) => node.dependsOn);
  const shown = new Set(standing(context, [...read, ...related]));
  for (const node of graph.nodes) if (shown.has(node)) await show(context, node);
  if (!buildsSpine(context) && built.has(SPINE)) await viewOfBuild(world.session, SPINE);
}

/** Features are built on a spine that is brought up to date for them; without any it stands as it is. */
export function buildsSpine(context: TransformContext): boolean {
  return context.graph.nodes.some(
    ({ model, relation }) => model.layer === 'features' && isSelected(context, relation),
  );
}

/** Whether a check is selected, and everything that it reads is there. */
export function canCheck(context: TransformContext, { check, dependsOn }: CheckNode): boolean {
  return isSelected(context, `check.${check.name}`) && canRead(context, dependsOn);
}

/** Whether what is not selected among some relations is there to be read. */
export function canRead(context: TransformContext, relations: readonly string[]): boolean {
  return standing(context, relations).every((node) => isThere(context, node));
}

/** Models that are not selected among those that are read, directly or through views. */
function standing(context: TransformContext, reads: readonly string[]): ModelNode[] {
  const { lifetimes } = context.project.settings.accounts;
  return reads.flatMap((name) => {
    const relation = name === SPINE ? lifetimes : name;
    const node = context.graph.nodes.find((candidate) => candidate.relation === relation);
    if (!node || isSelected(context, relation)) return [];
    return node.model.materialized === 'view' ? [...standing(context, node.dependsOn), node] : [node];
  });
}

/** A view needs nothing but what it reads, which is there before it. */
function isThere(context: TransformContext, { relation, model }: ModelNode): boolean {
  return model.materialized === 'view' || context.built.has(relation);
}

function missingFor(context: TransformContext, node: ModelNode): Problem[] {
  const hint = `"+${node.relation}" selects everything that it needs with it`;
  return standing(context, node.dependsOn)
    .filter((upstream) => !isThere(context, upstream))
    .map(({ relation }) =>
      problem('notBuilt', { node: node.relation, upstream: [relation], dates: [] }, { hint }),
    );
}

async function show({ world }: TransformContext, { relation, model }: ModelNode): Promise<void> {
  if (model.materialized !== 'view') return viewOfBuild(world.session, relation);
  await world.session.run(`create or replace view ${qualified(relation)} as\n${trimmed(model.sql)}`);
}
