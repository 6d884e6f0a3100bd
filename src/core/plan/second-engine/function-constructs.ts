import { argumentsOf, calledName, type TreeNode } from '../tree-node.ts';
import { type Construct, calls } from './construct.ts';

/** Functions that both have and answer differently, and those that only DuckDB has. */
export const FUNCTION_CONSTRUCTS: readonly Construct[] = [
  {
    name: 'greatest() or least() of what may be null',
    there: 'answers differently',
    instead: 'coalesce each argument first: greatest(coalesce(a, 0), coalesce(b, 0))',
    found: (node) => calls('greatest', 'least')(node) && !argumentsOf(node).every(isNeverNull),
  },
  {
    name: 'concat()',
    there: 'answers differently',
    instead: 'a || b, which is null on both where one side is',
    found: calls('concat', 'concat_ws'),
  },
  {
    name: 'a regular expression',
    there: 'answers differently',
    instead: 'like or replace; else a macro in sql/macros, or staging',
    found: (node) => /^regexp_/.test(calledName(node)),
  },
  {
    name: 'split_part()',
    there: 'answers differently',
    instead: "a macro that says nullif(split_part(…), '')",
    found: calls('split_part', 'string_split', 'str_split'),
  },
  {
    name: 'like without regard to case',
    there: 'is refused',
    instead: "lower(name) like 'x%'",
    found: calls('~~*', '!~~*', '~~~'),
  },
  {
    name: 'contains() of a text',
    there: 'is refused',
    instead: 'strpos(text, part) > 0',
    found: (node, { kindOf }) =>
      calledName(node) === 'contains' &&
      argumentsOf(node)
        .slice(0, 1)
        .some((text) => kindOf(text) === 'text'),
  },
  {
    name: 'the value at the greatest or least of another',
    there: 'answers differently',
    instead: 'a validity interval, or row_number() with a full key',
    found: calls('max_by', 'min_by', 'arg_max', 'arg_min', 'arg_max_null', 'arg_min_null'),
  },
  {
    name: 'a correlation or regression',
    there: 'answers differently',
    instead: 'from whole sums: ratio(n * sum(x * y) - sum(x) * sum(y), n * sum(x * x) - sum(x) * sum(x))',
    found: (node) => /^(corr|covar_\w+|regr_\w+)$/.test(calledName(node)),
  },
  {
    name: 'a median or quantile',
    there: 'is refused',
    instead: 'row_number() and count(), and the middle of the two middle rows',
    found: (node) => /^(median|mad|mode|quantile\w*|percentile_\w+)$/.test(calledName(node)),
  },
  {
    name: 'a list',
    there: 'is refused',
    instead: 'contains(array[a, b], x); anything else with lists in a macro or in staging',
    found: (node) =>
      /^(list_\w+|array_\w+|len|flatten|list)$/.test(calledName(node)) || node['type'] === 'ARRAY_SLICE',
  },
  {
    name: 'a series',
    there: 'is refused',
    instead: 'a calendar table: a seed, or an intermediate model',
    found: calls('generate_series', 'range'),
  },
  {
    name: 'a hash, JSON, or texts put together',
    there: 'is refused',
    instead: 'staging, which DuckDB always runs, or a macro',
    found: (node) =>
      /^(md5\w*|sha\w+|hash|json\w*|to_json|string_agg|group_concat|listagg)$/.test(calledName(node)),
  },
  {
    name: 'a struct or map',
    there: 'is refused',
    instead: 'columns of their own; structs belong into staging',
    found: (node) => /^(struct_\w+|row|map|map_\w+)$/.test(calledName(node)),
  },
  {
    name: 'ignore nulls inside the call',
    there: 'is refused',
    instead: 'a filter before the window, or a validity interval',
    found: (node) => node['ignore_nulls'] === true,
  },
];

function isNeverNull(node: TreeNode): boolean {
  if (node['type'] === 'OPERATOR_COALESCE') return true;
  return node['type'] === 'VALUE_CONSTANT' && !JSON.stringify(node['value']).includes('"is_null":true');
}
