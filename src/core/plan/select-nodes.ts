import { matchTerm } from './match-term.ts';
import { parseSelector, type Term } from './parse-selector.ts';
import type { ProjectGraph } from './project-graph.ts';
import { type SelectionNode, type SelectionProject, selectionNodes } from './selection-node.ts';

export interface SelectRequest {
  /** dbt's syntax; without it everything is meant. */
  readonly select?: string | undefined;
  /** What is left out of that. */
  readonly exclude?: string | undefined;
}

export interface SelectContext {
  readonly project: SelectionProject;
  /** Ids of the nodes that are not what they were at the last run: what `state:modified` means. */
  readonly modified: ReadonlySet<string>;
}

/**
 * The ids of all nodes that a selector chooses, in the order of the graph: models by their relation, scorecards as
 * scores.<name>, queries of sql/checks as check.<name>, sources and seeds by their relation.
 *
 * A term is a name (bare or with its schema, `*` for anything), `tag:`, `path:`, `source:` or `state:modified`, with `+x` for
 * what x needs, `x+` for what needs x, `2+x` and `x+3` for so many steps of it, and `@x` for what needs x with all that this
 * needs. Spaces unite, commas intersect. A check comes along with any model that it reads.
 * @throws HoldfastError badSelector, unknownSelection (64) with the nearest name.
 */
export function selectNodes(graph: ProjectGraph, request: SelectRequest, context: SelectContext): string[] {
  const nodes = selectionNodes(graph, context.project);
  const choose = (text: string): ReadonlySet<string> => chosen(text, nodes, context.modified);
  const included = request.select === undefined ? null : choose(request.select);
  const excluded = request.exclude === undefined ? null : choose(request.exclude);
  return nodes
    .map(({ id }) => id)
    .filter((id) => (included === null || included.has(id)) && excluded?.has(id) !== true);
}

function chosen(
  text: string,
  nodes: readonly SelectionNode[],
  modified: ReadonlySet<string>,
): ReadonlySet<string> {
  const walk = new GraphWalk(nodes);
  const termSet = (term: Term): ReadonlySet<string> =>
    walk.expand(
      term,
      matchTerm(term, nodes, modified).map(({ id }) => id),
    );
  const found = parseSelector(text).flatMap((terms) => [...intersection(terms.map(termSet))]);
  return withChecks(new Set(found), nodes);
}

function intersection(sets: readonly ReadonlySet<string>[]): string[] {
  const [first, ...others] = sets;
  return [...(first ?? [])].filter((id) => others.every((set) => set.has(id)));
}

function withChecks(found: ReadonlySet<string>, nodes: readonly SelectionNode[]): ReadonlySet<string> {
  const built = new Set(
    nodes.filter(({ kind, id }) => kind === 'model' && found.has(id)).map(({ id }) => id),
  );
  const checks = nodes.filter(
    ({ kind, dependsOn }) => kind === 'check' && dependsOn.some((id) => built.has(id)),
  );
  return new Set([...found, ...checks.map(({ id }) => id)]);
}

/** Steps along the edges of the graph. Nothing needs a check, so that none is met on the way down. */
class GraphWalk {
  readonly #up = new Map<string, readonly string[]>();
  readonly #down = new Map<string, string[]>();

  constructor(nodes: readonly SelectionNode[]) {
    for (const { id, kind, dependsOn } of nodes) {
      this.#up.set(id, dependsOn);
      if (kind === 'check') continue;
      for (const parent of dependsOn) this.#down.set(parent, [...(this.#down.get(parent) ?? []), id]);
    }
  }

  expand({ up, down, at }: Term, start: readonly string[]): ReadonlySet<string> {
    if (at) return this.#reach(this.#up, [...this.#reach(this.#down, start)]);
    return new Set([...this.#reach(this.#up, start, up), ...this.#reach(this.#down, start, down)]);
  }

  /** What lies at most so many steps away, the start included. */
  #reach(
    edges: ReadonlyMap<string, readonly string[]>,
    start: readonly string[],
    steps = Number.POSITIVE_INFINITY,
  ): ReadonlySet<string> {
    const found = new Set(start);
    let front: readonly string[] = [...found];
    for (let step = 0; step < steps && front.length > 0; step++) {
      const next = front.flatMap((id) => edges.get(id) ?? []).filter((id) => !found.has(id));
      front = [...new Set(next)];
      for (const id of front) found.add(id);
    }
    return found;
  }
}
