import type { ModelNode } from '../../core/plan/project-graph.ts';
import type { TransformContext } from './transform-context.ts';

/** What the build file holds, and what it is made of. */
export type Standing = Pick<TransformContext, 'state' | 'built'>;

/** Whether rows that a model depends on have come, gone or changed since it was built. */
export function hasNewRows(context: Standing, node: ModelNode): boolean {
  return newChanges(context, node).length > 0;
}

/** Changes of what a model depends on since it was built. */
export function newChanges(context: Standing, node: ModelNode) {
  const since = context.state.model(node.relation).generation;
  const sources = new Set(node.sources);
  return context.state.changes.filter((change) => change.generation > since && sources.has(change.source));
}
