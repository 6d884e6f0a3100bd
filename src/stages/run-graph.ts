import pLimit from 'p-limit';
import { type Problem, problem } from '../errors.ts';

export interface GraphNode {
  readonly relation: string;
  readonly dependsOn: readonly string[];
}

/** What came of one node. A node whose upstream failed is skipped because of it; its siblings go on. */
export interface NodeOutcome {
  readonly status: 'success' | 'warn' | 'unchanged' | 'error' | 'skipped';
  readonly problems: readonly Problem[];
}

/**
 * Runs `work` for each node once everything that it depends on in this graph is done, at most `concurrency` at a time.
 * `nodes` come in topological order. Outcomes are keyed by relation; `broken` holds relations that had failed before.
 */
export async function runGraph<N extends GraphNode>(
  nodes: readonly N[],
  concurrency: number,
  work: (node: N) => Promise<NodeOutcome>,
  broken: ReadonlyMap<string, NodeOutcome> = new Map(),
): Promise<Map<string, NodeOutcome>> {
  const limit = pLimit(concurrency);
  const pending = new Map<string, Promise<NodeOutcome>>();
  const failedBefore = (relation: string) => broken.get(relation);
  const start = async (node: N): Promise<NodeOutcome> => {
    for (const relation of node.dependsOn) {
      const upstream = failedBefore(relation) ?? (await pending.get(relation));
      if (upstream?.status === 'error' || upstream?.status === 'skipped')
        return skipped(node.relation, relation);
    }
    return limit(() => work(node));
  };
  for (const node of nodes) pending.set(node.relation, failedOrStart(node, failedBefore, start));
  const outcomes = await Promise.all(
    [...pending].map(async ([relation, outcome]) => [relation, await outcome] as const),
  );
  return new Map(outcomes);
}

function failedOrStart<N extends GraphNode>(
  node: N,
  failedBefore: (relation: string) => NodeOutcome | undefined,
  start: (node: N) => Promise<NodeOutcome>,
): Promise<NodeOutcome> {
  const earlier = failedBefore(node.relation);
  return earlier ? Promise.resolve(earlier) : start(node);
}

function skipped(node: string, upstream: string): NodeOutcome {
  return { status: 'skipped', problems: [problem('nodeSkipped', { node, upstream })] };
}
