/** Names in an order in which each comes after what it depends on, ties by name; or the circles that forbid one. */
export function topologicalOrder(edges: ReadonlyMap<string, readonly string[]>): {
  order: readonly string[];
  cycles: readonly (readonly string[])[];
} {
  const order: string[] = [];
  const cycles: string[][] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (name: string, path: readonly string[]): void => {
    if (state.get(name) === 'done' || !edges.has(name)) return;
    if (state.get(name) === 'open') {
      cycles.push([...path.slice(path.indexOf(name)), name]);
      return;
    }
    state.set(name, 'open');
    for (const parent of [...(edges.get(name) ?? [])].sort()) visit(parent, [...path, name]);
    state.set(name, 'done');
    order.push(name);
  };
  for (const name of [...edges.keys()].sort()) visit(name, []);
  return { order, cycles };
}

/** Everything that `name` depends on, directly or through others, in no particular order; `name` itself is left out. */
export function ancestors(edges: ReadonlyMap<string, readonly string[]>, name: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...(edges.get(name) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(edges.get(next) ?? []));
  }
  return found;
}
