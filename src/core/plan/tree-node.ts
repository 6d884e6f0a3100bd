/** A node of the tree that json_serialize_sql gives. */
export type TreeNode = Readonly<Record<string, unknown>>;

/** Visits every object of the tree with the one that holds it (arrays between them are passed over), outer ones first. */
export function eachNode(
  value: unknown,
  visit: (node: TreeNode, parent: TreeNode | null) => void,
  parent: TreeNode | null = null,
): void {
  if (Array.isArray(value)) {
    for (const item of value) eachNode(item, visit, parent);
  } else if (isNode(value)) {
    visit(value, parent);
    for (const item of Object.values(value)) eachNode(item, visit, value);
  }
}

export function isNode(value: unknown): value is TreeNode {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The nodes of a list, none where there is no list. */
export function nodesOf(value: unknown): readonly TreeNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** What a call or an operator like + works on. */
export function argumentsOf(node: TreeNode): readonly TreeNode[] {
  return nodesOf(node['children']);
}

/** Name of the function that a node calls, in lower case; operators such as + are functions too. Empty for other nodes. */
export function calledName(node: TreeNode): string {
  const name = node['class'] === 'FUNCTION' || node['class'] === 'WINDOW' ? node['function_name'] : '';
  return typeof name === 'string' ? name.toLowerCase() : '';
}

/** Whether a call, or the window that it looks through, has an ORDER BY of its own. */
export function isOrdered(node: TreeNode): boolean {
  const inside = isNode(node['order_bys']) ? node['order_bys']['orders'] : node['arg_orders'];
  return [...nodesOf(inside), ...nodesOf(node['orders'])].length > 0;
}

/** Name of the type that a cast makes, such as DATE; empty for other nodes. */
export function castType(node: TreeNode): string {
  return node['type'] === 'OPERATOR_CAST' && isNode(node['cast_type']) ? String(node['cast_type']['id']) : '';
}

/** The last part of a column's name; empty for other nodes. */
export function columnName(node: TreeNode): string {
  const parts = node['type'] === 'COLUMN_REF' ? node['column_names'] : null;
  return Array.isArray(parts) ? String(parts.at(-1)).toLowerCase() : '';
}

/** Character offset in the SQL text; DuckDB writes the largest 64-bit number where it knows none. */
export function offsetOf(node: TreeNode): number | null {
  const at = node['query_location'];
  return typeof at === 'number' && at < Number.MAX_SAFE_INTEGER ? at : null;
}
