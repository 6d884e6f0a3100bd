import type { ModelNode } from '../../core/plan/project-graph.ts';
import type { TransformContext } from './transform-context.ts';

/** Tables that a model reads, directly or through views: raw ones and seeds among them. */
export function storedUpstream({ graph }: Pick<TransformContext, 'graph'>, node: ModelNode): string[] {
  return node.dependsOn.flatMap((relation) => {
    const upstream = graph.nodes.find((candidate) => candidate.relation === relation);
    return upstream?.model.materialized === 'view' ? storedUpstream({ graph }, upstream) : [relation];
  });
}
