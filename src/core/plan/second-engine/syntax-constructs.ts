import { eachNode, isNode, nodesOf, type TreeNode } from '../tree-node.ts';
import type { Construct } from './construct.ts';

/** Ways to write a query that only DuckDB has. */
export const SYNTAX_CONSTRUCTS: readonly Construct[] = [
  {
    name: 'qualify',
    there: 'is refused',
    instead: 'number the rows in a CTE, then filter: where row_number = 1',
    found: (node, { parent }) => parent !== null && parent['qualify'] === node,
  },
  {
    name: 'an asof join',
    there: 'is refused',
    instead: 'a validity interval: valid_at(history.valid_from, history.valid_to, as_of)',
    found: (node) => node['ref_type'] === 'ASOF',
  },
  {
    name: 'a positional or natural join',
    there: 'is refused',
    instead: 'name the columns: on a.id = b.id',
    found: (node) => node['ref_type'] === 'POSITIONAL' || node['ref_type'] === 'NATURAL',
  },
  {
    name: 'a semi or anti join',
    there: 'is refused',
    instead: 'where exists (…), or a left join and `is null`',
    found: (node) =>
      node['type'] === 'JOIN' && (node['join_type'] === 'SEMI' || node['join_type'] === 'ANTI'),
  },
  {
    name: 'a join without an equality',
    there: 'runs badly',
    instead: 'join on a key, with the inequality beside it',
    found: (node) =>
      node['type'] === 'JOIN' &&
      node['ref_type'] === 'REGULAR' &&
      isNode(node['condition']) &&
      compares(node['condition']) &&
      !hasEquality(node['condition']),
  },
  {
    name: 'group by all',
    there: 'is refused',
    instead: 'group by the columns, by name',
    found: (node) => node['aggregate_handling'] === 'FORCE_AGGREGATES',
  },
  {
    name: 'order by all',
    there: 'is refused',
    instead: 'order by the columns, by name',
    found: (node, { parent }) => isColumns(node) && parent?.['expression'] === node,
  },
  {
    name: 'columns()',
    there: 'is refused',
    instead: 'name the columns',
    found: (node, { parent }) => isColumns(node) && parent?.['expression'] !== node,
  },
  {
    name: '* exclude, replace or rename',
    there: 'is refused',
    instead: 'name the columns',
    found: (node) =>
      node['type'] === 'STAR' &&
      ['exclude_list', 'replace_list', 'qualified_exclude_list', 'rename_list'].some(
        (list) => !isEmpty(node[list]),
      ),
  },
  {
    name: 'distinct on',
    there: 'is refused',
    instead: 'row_number() in a CTE, then where row_number = 1; or a validity interval',
    found: (node) => nodesOf(node['distinct_on_targets']).length > 0,
  },
  {
    name: 'from first',
    there: 'is refused',
    instead: 'select … from …',
    found: (node, { text }) => node['type'] === 'STAR' && /^from\b/i.test(text),
  },
  {
    name: 'union by name',
    there: 'is refused',
    instead: 'union all, with the columns of both in the same order',
    found: (node) => /BY_NAME$/.test(String(node['setop_type'] ?? '')),
  },
  {
    name: 'pivot or unpivot',
    there: 'is refused',
    instead: 'filtered aggregates: count(*) filter (where kind = …)',
    found: (node) => node['type'] === 'PIVOT',
  },
  {
    name: 'a sample',
    there: 'is refused',
    instead: 'leave it out: a model that samples can’t be replayed',
    found: (node) => isNode(node['sample']),
  },
  {
    name: 'a lambda or an arrow',
    there: 'is refused',
    instead: 'staging, or a macro',
    found: (node) => node['type'] === 'LAMBDA',
  },
  {
    name: 'a column by its number',
    there: 'is refused',
    instead: 'name the column',
    found: (node) => node['type'] === 'POSITIONAL_REFERENCE',
  },
];

function isColumns(node: TreeNode): boolean {
  return node['type'] === 'STAR' && node['columns'] === true;
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return !isNode(value) || Object.keys(value).length === 0;
}

function compares(condition: TreeNode): boolean {
  return some(condition, (node) => node['class'] === 'COMPARISON' || node['class'] === 'BETWEEN');
}

function hasEquality(condition: TreeNode): boolean {
  return some(
    condition,
    (node) => node['type'] === 'COMPARE_EQUAL' || node['type'] === 'COMPARE_NOT_DISTINCT_FROM',
  );
}

function some(tree: TreeNode, is: (node: TreeNode) => boolean): boolean {
  let found = false;
  eachNode(tree, (node) => {
    found ||= is(node);
  });
  return found;
}
