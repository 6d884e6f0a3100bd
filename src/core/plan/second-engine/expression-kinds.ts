import { plainType } from '../../config/plain-type.ts';
import {
  argumentsOf,
  calledName,
  castType,
  columnName,
  eachNode,
  isNode,
  nodesOf,
  type TreeNode,
} from '../tree-node.ts';

/** As much of a type as the rules of the second engine ask for. */
export type Kind = 'date' | 'timestamp' | 'interval' | 'integer' | 'decimal' | 'double' | 'text' | 'other';

/** The kind of an expression, or null where the tree does not tell. */
export type KindOf = (node: TreeNode) => Kind | null;

const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/^date$/, 'date'],
  [/^timestamp(\(\d\))?$/, 'timestamp'],
  [/^interval$/, 'interval'],
  [/^u?((tiny|small|big|huge)int|integer)$|^integer_literal$/, 'integer'],
  [/^decimal/, 'decimal'],
  [/^(double|float)$/, 'double'],
  [/^(varchar|string_literal)$/, 'text'],
];

/** Functions and operators whose result has the kind of their arguments. */
const AS_THEIR_ARGUMENTS = new Set([
  ...['min', 'max', 'sum', 'abs', 'nullif', 'coalesce', 'greatest', 'least', 'first_value', 'last_value'],
  ...['lag', 'lead', 'nth_value', 'round', 'floor', 'ceil', '*', '%', 'mod'],
]);

const RESULTS: Readonly<Record<string, Kind>> = {
  days_before: 'date',
  ratio: 'double',
  '/': 'double',
  sqrt: 'double',
  ln: 'double',
  exp: 'double',
  power: 'double',
  pow: 'double',
  date_diff: 'integer',
  date_part: 'integer',
  count: 'integer',
  count_star: 'integer',
  count_if: 'integer',
  row_number: 'integer',
  length: 'integer',
  '||': 'text',
  lower: 'text',
  upper: 'text',
  trim: 'text',
  replace: 'text',
};

/** The kind that a type of a yml or of a cast belongs to. */
export function kindOfType(type: string): Kind {
  const plain = plainType(type);
  return KINDS.find(([pattern]) => pattern.test(plain))?.[1] ?? 'other';
}

/**
 * Kinds of the expressions of one statement. `columns` are the kinds of the columns that its relations have, by name; what the
 * statement itself names with `as` is added. A name that stands for two kinds tells nothing.
 */
export function expressionKinds(tree: unknown, columns: ReadonlyMap<string, Kind | null>): KindOf {
  const named = new Map(columns);
  const kindOf: KindOf = (node) => kindOfNode(node, named);
  eachNode(tree, (node) => {
    for (const item of nodesOf(node['select_list'])) {
      const alias = typeof item['alias'] === 'string' ? item['alias'].toLowerCase() : '';
      if (alias === '' || columnName(item) === alias) continue;
      const kind = kindOf(item);
      named.set(alias, named.has(alias) && named.get(alias) !== kind ? null : kind);
    }
  });
  return kindOf;
}

function kindOfNode(node: TreeNode, named: ReadonlyMap<string, Kind | null>): Kind | null {
  const column = columnName(node);
  if (column !== '') return named.get(column) ?? null;
  const cast = castType(node);
  if (cast !== '') return kindOfType(cast);
  if (node['type'] === 'VALUE_CONSTANT') return constantKind(node);
  if (node['type'] === 'CASE_EXPR') {
    const branches = nodesOf(node['case_checks']).map((check) => check['then_expr']);
    return together([...branches, node['else_expr']].filter(isNode), named);
  }
  const name = node['type'] === 'OPERATOR_COALESCE' ? 'coalesce' : calledName(node);
  return kindOfCall(name, argumentsOf(node), named);
}

function constantKind(node: TreeNode): Kind | null {
  const value = isNode(node['value']) ? node['value'] : {};
  const id = isNode(value['type']) ? String(value['type']['id']) : '';
  return id === 'NULL' ? null : kindOfType(id);
}

function kindOfCall(
  name: string,
  args: readonly TreeNode[],
  named: ReadonlyMap<string, Kind | null>,
): Kind | null {
  const fixed = RESULTS[name];
  if (fixed !== undefined) return fixed;
  if (/^to_(days|months|years|weeks|hours|minutes|seconds)$/.test(name)) return 'interval';
  if (name === '-' || name === '+') return sumKind(name, args, named);
  return AS_THEIR_ARGUMENTS.has(name) ? together(args, named) : null;
}

/** date - date is a number of days, date - interval a timestamp: which is what the second engine sees otherwise. */
function sumKind(
  name: string,
  args: readonly TreeNode[],
  named: ReadonlyMap<string, Kind | null>,
): Kind | null {
  const kinds = args.map((arg) => kindOfNode(arg, named));
  if (kinds.includes('interval')) return kinds.includes('date') ? 'timestamp' : null;
  if (name === '-' && kinds.length === 2 && kinds.every((kind) => kind === 'date')) return 'integer';
  return together(args, named);
}

/** The widest kind of number where all are numbers; else the kind that those share which tell one. */
function together(args: readonly TreeNode[], named: ReadonlyMap<string, Kind | null>): Kind | null {
  const kinds = args.map((arg) => kindOfNode(arg, named));
  if (kinds.includes('double')) return 'double';
  const told = new Set(kinds.filter((kind) => kind !== null));
  if (told.has('decimal') && kinds.every((kind) => kind === 'decimal' || kind === 'integer'))
    return 'decimal';
  const [only] = told;
  return told.size === 1 && only !== undefined ? only : null;
}
