/** A model as the consumption of a build is worked out; in topological order, without the spine. */
export interface ConsumingNode {
  readonly relation: string;
  /** Models that it reads. What reads the spine reads the model that says when accounts are live. */
  readonly dependsOn: readonly string[];
  readonly fingerprint: string;
  /** Built in this run, or a view, which is always that of today. */
  readonly isFresh: boolean;
  /** What the build file remembers of it. */
  readonly state: { readonly fingerprint: string | null; readonly generation: number };
  /** Whether rows that it depends on have changed since then. */
  readonly hasNewRows: boolean;
}

/** What a model's rows were made from: to be remembered of it. */
export interface Consumed {
  readonly fingerprint: string;
  readonly generation: number;
}

/** Stands for the fingerprint of rows that were made from rows of other SQL than today's: it is like no fingerprint. */
const STALE = 'stale';

/**
 * What each model has seen once this run is over. A model built from one that stands and is stale has seen no more than that
 * one: the next run that builds the stale one must build it again.
 */
export function consumedStates(
  nodes: readonly ConsumingNode[],
  generation: number,
): ReadonlyMap<string, Consumed> {
  const seen = new Map<string, Consumed>();
  for (const node of nodes) seen.set(node.relation, consumed(node, generation, seen));
  return seen;
}

function consumed(node: ConsumingNode, generation: number, seen: ReadonlyMap<string, Consumed>): Consumed {
  const { state, fingerprint } = node;
  if (!node.isFresh) {
    return {
      fingerprint: state.fingerprint === fingerprint ? fingerprint : STALE,
      generation: node.hasNewRows ? state.generation : generation,
    };
  }
  const above = node.dependsOn.flatMap((name) => seen.get(name) ?? []);
  return {
    fingerprint: above.some((upstream) => upstream.fingerprint === STALE) ? STALE : fingerprint,
    generation: Math.min(generation, ...above.map((upstream) => upstream.generation)),
  };
}
