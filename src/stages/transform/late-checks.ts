import type { ModelDefinition } from '../../core/config/project.ts';
import { ancestors } from '../../core/plan/graph.ts';
import type { ModelNode, ProjectGraph } from '../../core/plan/project-graph.ts';
import { type CheckSpec, checkSpecs, relationTargets } from '../../core/sql/check-queries.ts';
import { movedTargets } from './moved-targets.ts';
import type { PendingBuild } from './pending-build.ts';
import { type CheckResult, checkModel } from './run-checks.ts';
import { canRead } from './show-unselected.ts';
import type { TransformContext } from './transform-context.ts';

/** A model some of whose checks have waited. */
export interface LateChecks {
  readonly node: ModelNode;
  /** The relation that holds its rows of which nothing is known yet; null where they were all checked before. */
  readonly fresh: string | null;
}

/**
 * Runs the checks that waited, once all is built: on all rows where what they lead to has changed, else on the fresh ones. One
 * whose other relation has failed, or is not there, is passed over; what one warned of that is not run again is told again.
 */
export async function runLateChecks(
  context: TransformContext,
  { node, fresh }: LateChecks,
  { failed, builds }: { failed: ReadonlyMap<string, unknown>; builds: readonly PendingBuild[] },
): Promise<CheckResult[]> {
  const waiting = waitsFor(context.graph, node);
  const there = [...waiting].filter((target) => !failed.has(target) && canRead(context, [target]));
  const moved = movedTargets(context, builds, node);
  const run = (relation: string, targets: readonly string[]) => {
    const among = new Set(targets);
    return checkModel(context.world.session, node.model, relation, {
      wanted: (spec) => leadsTo(among, spec),
    });
  };
  const found = await run(
    node.relation,
    there.filter((target) => moved.has(target)),
  );
  const unmoved = there.filter((target) => !moved.has(target));
  if (fresh !== null) return [...found, ...(await run(fresh, unmoved))];
  const late = new Set(checksLeadingTo(node.model, new Set(unmoved)));
  const { warnings } = context.state.checks(node.relation);
  return [...found, ...warnings.filter(({ check }) => late.has(check))];
}

/** Names of the checks that lead to one of some relations. */
export function checksLeadingTo(model: ModelDefinition, waiting: ReadonlySet<string>): string[] {
  return checkSpecs(model, model.relation)
    .filter((spec) => leadsTo(waiting, spec))
    .map(({ name }) => name);
}

/** Whether a check can be run as soon as its model is built. */
export function canRunNow(
  context: TransformContext,
  waiting: ReadonlySet<string>,
): (spec: CheckSpec) => boolean {
  return (spec) => {
    const target = targetOf(spec);
    return target === undefined || (!waiting.has(target) && canRead(context, [target]));
  };
}

/**
 * Other models that checks of a model's yml read and that nothing puts before it: a relationship to what is no upstream may
 * be looked at only once all is built. Raw tables, seeds and the spine are there from the start.
 */
export function waitsFor(graph: ProjectGraph, { relation, model }: ModelNode): ReadonlySet<string> {
  const targets = relationTargets(model);
  if (targets.length === 0) return new Set();
  const edges = new Map(graph.nodes.map((node) => [node.relation, node.dependsOn]));
  const above = ancestors(edges, relation);
  return new Set(targets.filter((target) => edges.has(target) && target !== relation && !above.has(target)));
}

/** Whether a check reads one of some relations beside its own. */
export function leadsTo(relations: ReadonlySet<string>, spec: CheckSpec): boolean {
  const target = targetOf(spec);
  return target !== undefined && relations.has(target);
}

function targetOf(spec: CheckSpec): string | undefined {
  return spec.kind === 'query' ? spec.target : undefined;
}
