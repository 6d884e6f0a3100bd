import {
  argumentsOf,
  calledName,
  eachNode,
  isNode,
  isOrdered,
  nodesOf,
  offsetOf,
  type TreeNode,
} from './tree-node.ts';

/** What a model's parsed tree says about it; the tree is what DuckDB's json_serialize_sql gives. */
export interface SqlFacts {
  /** Every table reference that is not a CTE of the statement; `schema` is empty for a bare name. */
  readonly relations: readonly RelationReference[];
  /** Calls, window functions among them. */
  readonly functions: readonly FunctionUse[];
  readonly tableFunctions: readonly NamedUse[];
  /** Column references of one part, which is how the parser sees keywords such as current_date. */
  readonly bareColumns: readonly NamedUse[];
  readonly joins: number;
  /** Clauses that take rows as they happen to arrive: limit and distinct on without an order, samples, positional joins. */
  readonly arrivals: readonly NamedUse[];
  /** `select *` in the outermost select list. */
  readonly endsWithStar: NamedUse | null;
}

export interface NamedUse {
  readonly name: string;
  /** Character offset in the SQL text; null where the parser keeps none. */
  readonly offset: number | null;
}

interface FunctionUse extends NamedUse {
  /** Whether the call, or the window that it looks through, has an ORDER BY of its own. */
  readonly ordered: boolean;
  readonly arguments: number;
}

interface RelationReference extends NamedUse {
  readonly catalog: string;
  readonly schema: string;
}

/** Walks the whole tree once. CTE names are those of the statement: a bare name that is one of them is no reference. */
export function readSqlTree(tree: unknown): SqlFacts {
  const found: Mutable<SqlFacts> = {
    relations: [],
    functions: [],
    tableFunctions: [],
    bareColumns: [],
    joins: 0,
    arrivals: [],
    endsWithStar: null,
  };
  const ctes = new Set<string>();
  const sorted = new Set<unknown>();
  eachNode(tree, (node) => {
    for (const name of cteNames(node)) ctes.add(name.toLowerCase());
    collect(node, found, sorted);
  });
  return {
    ...found,
    relations: found.relations.filter((r) => r.schema !== '' || !ctes.has(r.name.toLowerCase())),
    functions: found.functions.filter((f) => !found.tableFunctions.some((t) => t.name === f.name)),
    endsWithStar: outermostStar(tree),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] };

function collect(node: TreeNode, found: Mutable<SqlFacts>, sorted: Set<unknown>): void {
  const offset = offsetOf(node);
  switch (node['type']) {
    case 'JOIN':
      found.joins += 1;
      break;
    case 'BASE_TABLE':
      found.relations.push({
        catalog: text(node['catalog_name']),
        schema: text(node['schema_name']),
        name: text(node['table_name']),
        offset,
      });
      break;
    case 'TABLE_FUNCTION':
      found.tableFunctions.push({ name: functionName(node['function']), offset });
      break;
    case 'COLUMN_REF':
      if (isBare(node['column_names']))
        found.bareColumns.push({ name: text(node['column_names'][0]).toLowerCase(), offset });
      break;
    default:
  }
  found.arrivals.push(...arrivalsOf(node, offset));
  const name = calledName(node);
  if (name !== '') {
    // The parser turns list(x order by x) into list_sort(list(x)).
    if (name === 'list_sort') for (const child of argumentsOf(node)) sorted.add(child);
    const ordered = isOrdered(node) || sorted.has(node);
    found.functions.push({ name, offset, ordered, arguments: argumentsOf(node).length });
  }
}

/** Of a query or a table. */
function arrivalsOf(node: TreeNode, offset: number | null): NamedUse[] {
  const modifiers = nodesOf(node['modifiers']);
  const isSorted = modifiers.some(({ type }) => type === 'ORDER_MODIFIER');
  const cut = isSorted ? undefined : modifiers.find(({ type }) => /^LIMIT/.test(text(type)));
  const [first] = isSorted ? [] : modifiers.flatMap((modifier) => nodesOf(modifier['distinct_on_targets']));
  return [
    ...(isNode(node['sample']) ? [{ name: 'a sample', offset }] : []),
    ...(node['ref_type'] === 'POSITIONAL' ? [{ name: 'a positional join', offset }] : []),
    ...(first ? [{ name: 'distinct on without an order', offset: offsetOf(first) }] : []),
    ...(cut ? [{ name: 'limit without an order', offset: firstOffset(cut) }] : []),
  ];
}

function firstOffset(modifier: TreeNode): number | null {
  const count = modifier['limit'] ?? modifier['offset'];
  return isNode(count) ? offsetOf(count) : null;
}

function isBare(parts: unknown): parts is [string] {
  return Array.isArray(parts) && parts.length === 1;
}

/** The tree without positions: two texts that differ in layout and comments alone have the same. */
export function canonicalTree(tree: unknown): string {
  return JSON.stringify(tree, (key, value: unknown) => (key === 'query_location' ? undefined : value));
}

function cteNames(node: TreeNode): string[] {
  const map = (node['cte_map'] as { map?: { key: string }[] } | undefined)?.map;
  return Array.isArray(map) ? map.map((entry) => entry.key) : [];
}

function functionName(value: unknown): string {
  return text((value as TreeNode | null)?.['function_name']).toLowerCase();
}

function outermostStar(tree: unknown): NamedUse | null {
  const statement = (tree as { statements?: { node?: TreeNode }[] }).statements?.[0]?.node;
  const list = statement?.['select_list'];
  if (!Array.isArray(list)) return null;
  const star = (list as TreeNode[]).find((item) => item['class'] === 'STAR');
  return star ? { name: '*', offset: offsetOf(star) } : null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
