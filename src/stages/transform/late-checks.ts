import { ancestors } from '../../core/plan/graph.ts';
import type { ModelNode, ProjectGraph } from '../../core/plan/project-graph.ts';
import { type CheckSpec, relationTargets } from '../../core/sql/check-queries.ts';
import { type CheckResult, checkModel } from './run-checks.ts';
import { canRead } from './show-unselected.ts';
import type { TransformContext } from './transform-context.ts';

/** Rows of a model some of whose checks have waited. */
export interface LateChecks {
  readonly node: ModelNode;
  readonly relation: string;
}

/** Runs the checks that waited, once all is built. One whose other relation has failed, or is not there, is passed over. */
export function runLateChecks(
  context: TransformContext,
  { node, relation }: LateChecks,
  failed: ReadonlyMap<string, unknown>,
): Promise<CheckResult[]> {
  const waiting = [...waitsFor(context.graph, node)];
  const there = new Set(waiting.filter((target) => !failed.has(target) && canRead(context, [target])));
  const wanted = (spec: CheckSpec) => readsOneOf(there, spec);
  return checkModel(context.world.session, node.model, relation, { wanted });
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

function readsOneOf(relations: ReadonlySet<string>, spec: CheckSpec): boolean {
  const target = targetOf(spec);
  return target !== undefined && relations.has(target);
}

function targetOf(spec: CheckSpec): string | undefined {
  return spec.kind === 'query' ? spec.target : undefined;
}
