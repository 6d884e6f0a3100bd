import type { ModelNode } from '../../core/plan/project-graph.ts';
import { relationTargets } from '../../core/sql/check-queries.ts';
import { sha256 } from '../sha256.ts';
import type { PendingBuild } from './pending-build.ts';
import type { TransformContext } from './transform-context.ts';
import { fingerprint } from './transform-state.ts';

/** Relations that checks lead to, each with a text that is another one whenever its rows may be others. */
export type TargetVersions = Readonly<Record<string, string>>;

/**
 * What the relationships of a model lead to, as it is with the builds of this run. Only what is built by now, or will not be, has
 * its last version.
 */
export function targetVersions(
  context: TransformContext,
  builds: readonly PendingBuild[],
  { model }: ModelNode,
): TargetVersions {
  const targets = [...new Set(relationTargets(model))];
  return Object.fromEntries(targets.map((target) => [target, versionOf(context, builds, target)]));
}

/** Those of the relations whose rows may be others than those that the model's rows were last held against. */
export function movedTargets(
  context: TransformContext,
  builds: readonly PendingBuild[],
  node: ModelNode,
): ReadonlySet<string> {
  const known = context.state.checkedAgainst(node.relation);
  const moved = Object.entries(targetVersions(context, builds, node)).filter(
    ([target, version]) => known[target] !== version,
  );
  return new Set(moved.map(([target]) => target));
}

/** A view is as its text and what it reads; a table as the commit that built it; raw rows and seeds as they came in. */
function versionOf(context: TransformContext, builds: readonly PendingBuild[], relation: string): string {
  const { graph, project, state } = context;
  const node = graph.nodes.find((candidate) => candidate.relation === relation);
  if (node?.model.materialized === 'view') {
    const reads = node.dependsOn.map((name) => versionOf(context, builds, name));
    return sha256([fingerprint(node), ...reads].join(' '));
  }
  const seed = project.seeds.find((candidate) => candidate.relation === relation);
  if (seed) return sha256(seed.text);
  if (builds.some((build) => build.relation === relation)) return `commit ${state.nextSequence}`;
  const generations = state.changes.filter(({ source }) => source === relation);
  return generations.length > 0
    ? `generation ${Math.max(...generations.map(({ generation }) => generation))}`
    : `commit ${state.builtIn(relation)}`;
}
