import { argumentsOf, calledName, castType, isNode, type TreeNode } from '../tree-node.ts';
import { type Construct, calls, hasArgument, isInterval } from './construct.ts';

const isSum = calls('+', '-');
/** Parts of a day or time that extract() gives alike. */
const ALIKE_PARTS = new Set(['year', 'quarter', 'month', 'day', 'hour', 'minute', 'second', 'doy', 'week']);

/** Dates, intervals and what is counted between them. */
export const TIME_CONSTRUCTS: readonly Construct[] = [
  {
    name: 'date - date',
    there: 'answers differently',
    instead: "date_diff('day', earlier, later), both of them dates",
    found: (node, { kindOf }) =>
      calledName(node) === '-' &&
      argumentsOf(node).length === 2 &&
      argumentsOf(node).every((argument) => kindOf(argument) === 'date'),
  },
  {
    name: 'a date plus or minus a number',
    there: 'is refused',
    instead: 'days_before(as_of, 90)',
    found: (node, { kindOf }) =>
      isSum(node) &&
      hasArgument(node, (arg) => kindOf(arg) === 'date') &&
      !hasArgument(node, isTimeSpan(kindOf)),
  },
  {
    name: 'a date plus or minus an interval',
    there: 'answers differently',
    instead: "days_before(as_of, 90), or cast(day - interval '90' day as date)",
    found: (node, { parent, kindOf }) =>
      isSum(node) &&
      hasArgument(node, isInterval) &&
      !hasArgument(node, (argument) => kindOf(argument) === 'timestamp') &&
      !isCastTo(parent, 'DATE', 'TIMESTAMP'),
  },
  {
    name: 'an interval without quotes',
    there: 'is refused',
    instead: "interval '90' day with a plain number in quotes; of a column: days_before(as_of, days)",
    found: (node) => isInterval(node) && !isQuoted(node),
  },
  {
    name: 'date_diff of timestamps',
    there: 'answers differently',
    instead: "date_diff('day', cast(a as date), cast(b as date)), which counts days on both",
    found: (node, { kindOf }) =>
      calledName(node) === 'date_diff' &&
      unitOf(node) === 'day' &&
      hasArgument(node, (argument) => kindOf(argument) === 'timestamp'),
  },
  {
    name: 'date_diff in months, weeks or hours',
    there: 'answers differently',
    instead:
      "date_trunc both sides to that unit first: date_diff('month', date_trunc('month', a), date_trunc('month', b))",
    found: (node) =>
      calledName(node) === 'date_diff' &&
      unitOf(node) !== 'day' &&
      !argumentsOf(node)
        .slice(1)
        .every((argument) => calledName(innermost(argument)) === 'date_trunc'),
  },
  {
    name: 'date_trunc of a date',
    there: 'answers differently',
    instead: "cast(date_trunc('month', day) as date)",
    found: (node, { parent, kindOf }) =>
      calledName(node) === 'date_trunc' &&
      hasArgument(node, (argument) => kindOf(argument) === 'date') &&
      !isCastTo(parent, 'DATE', 'TIMESTAMP') &&
      !(parent !== null && calledName(parent) === 'date_diff'),
  },
  {
    name: 'the day of the week',
    there: 'answers differently',
    instead: 'mod(extract(dow from day), 7): Sunday is 0 on both',
    found: (node, { parent }) =>
      (calledName(node) === 'date_part' && partOf(node) === 'dow' && !isModuloSeven(parent)) ||
      calls('dayofweek', 'isodow', 'weekday', 'dayname')(node),
  },
  {
    name: 'extract of a part that only DuckDB has',
    there: 'is refused',
    instead: `one of ${[...ALIKE_PARTS].join(', ')}`,
    found: (node) =>
      calledName(node) === 'date_part' && !ALIKE_PARTS.has(partOf(node)) && partOf(node) !== 'dow',
  },
  {
    name: 'date_part()',
    there: 'is refused',
    instead: 'extract(month from day)',
    // The parser makes date_part of extract too, and marks what was a keyword by naming the schema.
    found: (node) => calledName(node) === 'date_part' && node['schema'] !== 'main',
  },
  {
    name: 'a date compared with a text',
    there: 'is refused',
    instead: "a typed literal: date '2026-01-01', timestamp '2026-01-01 00:00:00'",
    found: (node, { kindOf }) => {
      const sides = comparedSides(node);
      return (
        sides.some((side) => kindOf(side) === 'date' || kindOf(side) === 'timestamp') &&
        sides.some((side) => side['type'] === 'VALUE_CONSTANT' && kindOf(side) === 'text')
      );
    },
  },
];

function isTimeSpan(kindOf: (node: TreeNode) => string | null) {
  return (argument: TreeNode): boolean => isInterval(argument) || kindOf(argument) === 'interval';
}

function isCastTo(node: TreeNode | null, ...types: readonly string[]): boolean {
  return node !== null && types.includes(castType(node));
}

function isModuloSeven(parent: TreeNode | null): boolean {
  return parent !== null && calls('mod', '%')(parent);
}

function isQuoted(interval: TreeNode): boolean {
  const value = innermost(interval)['value'];
  return isNode(value) && isNode(value['type']) && value['type']['id'] === 'VARCHAR';
}

/** What stands inside casts and intervals. */
function innermost(node: TreeNode): TreeNode {
  const inside = castType(node) !== '' ? node['child'] : argumentsOf(node)[0];
  const wraps = castType(node) !== '' || isInterval(node) || calledName(node) === 'trunc';
  return wraps && isNode(inside) ? innermost(inside) : node;
}

function unitOf(call: TreeNode): string {
  return constantText(argumentsOf(call)[0]);
}

function partOf(call: TreeNode): string {
  return constantText(argumentsOf(call)[0]);
}

function constantText(node: TreeNode | undefined): string {
  const value = node?.['value'];
  return isNode(value) ? String(value['value']).toLowerCase() : '';
}

function comparedSides(node: TreeNode): readonly TreeNode[] {
  if (node['class'] === 'COMPARISON') return [node['left'], node['right']].filter(isNode);
  if (node['class'] === 'BETWEEN') return [node['input'], node['lower'], node['upper']].filter(isNode);
  return node['type'] === 'COMPARE_IN' ? argumentsOf(node) : [];
}
