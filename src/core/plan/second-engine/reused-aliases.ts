import { columnName, eachNode, isNode, nodesOf, type TreeNode } from '../tree-node.ts';

/**
 * Column references that mean a name which their own select list has just given with `as`: the second engine does not know it
 * there yet (`order by` may use it). A name that could come from elsewhere too (a column of what is read, another select
 * list) is given the benefit of the doubt, but in `group by`.
 */
export function reusedAliases(tree: unknown, columns: ReadonlyMap<string, unknown>): ReadonlySet<TreeNode> {
  const reused = new Set<TreeNode>();
  const lists = selectLists(tree);
  for (const { select, own } of lists) {
    const elsewhere = (name: string) =>
      columns.has(name) || lists.some((other) => other.select !== select && other.all.has(name));
    const items = nodesOf(select['select_list']);
    items.forEach((item, index) => {
      const before = new Set(
        items
          .slice(0, index)
          .map(aliasOf)
          .filter((name) => own.has(name)),
      );
      collect(item, (name) => before.has(name) && !elsewhere(name), reused);
    });
    for (const clause of [select['where_clause'], select['having']])
      collect(clause, (name) => own.has(name) && !elsewhere(name), reused);
    collect(select['group_expressions'], (name) => own.has(name), reused);
  }
  return reused;
}

interface SelectList {
  readonly select: TreeNode;
  /** Every name that the list gives. */
  readonly all: ReadonlySet<string>;
  /** Those that stand for more than a column of that name. */
  readonly own: ReadonlySet<string>;
}

function selectLists(tree: unknown): readonly SelectList[] {
  const lists: SelectList[] = [];
  eachNode(tree, (select) => {
    const items = nodesOf(select['select_list']);
    if (items.length === 0) return;
    const own = items.filter((item) => aliasOf(item) !== '' && !mentions(item, aliasOf(item))).map(aliasOf);
    const all = items.map((item) => aliasOf(item) || columnName(item));
    lists.push({ select, all: new Set(all), own: new Set(own) });
  });
  return lists;
}

function aliasOf(item: TreeNode): string {
  return typeof item['alias'] === 'string' ? item['alias'].toLowerCase() : '';
}

function mentions(item: TreeNode, name: string): boolean {
  let found = false;
  eachNode(item, (node) => {
    found ||= columnName(node) === name;
  });
  return found;
}

/** References of one part below `from` (not inside another query) whose name is such. */
function collect(from: unknown, is: (name: string) => boolean, into: Set<TreeNode>): void {
  if (Array.isArray(from)) {
    for (const item of from) collect(item, is, into);
  } else if (isNode(from) && from['type'] !== 'SELECT_NODE') {
    const parts = from['column_names'];
    if (Array.isArray(parts) && parts.length === 1 && is(columnName(from))) into.add(from);
    for (const value of Object.values(from)) collect(value, is, into);
  }
}
