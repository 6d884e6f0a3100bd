import { argumentsOf, calledName, castType, isNode, isOrdered } from '../tree-node.ts';
import { type Construct, calls, hasArgument } from './construct.ts';

/** Types that both engines have under one name. */
const SHARED_TYPES = new Set([
  ...['VARCHAR', 'BOOLEAN', 'INTEGER', 'BIGINT', 'DOUBLE', 'DECIMAL', 'DATE', 'TIMESTAMP'],
]);
const isSum = calls('sum', 'avg', 'mean');
const isRounded = calls('round', 'floor', 'ceil', 'ceiling');

/** Quotients, casts and averages. */
export const NUMBER_CONSTRUCTS: readonly Construct[] = [
  {
    name: 'a quotient by /',
    there: 'answers differently',
    instead: 'ratio(part, whole), or cast one side to double first',
    found: (node, { kindOf }) =>
      calledName(node) === '/' && !hasArgument(node, (argument) => kindOf(argument) === 'double'),
  },
  {
    name: 'a whole quotient by //',
    there: 'is refused',
    instead: 'cast(round((a - mod(a, b)) / cast(b as double)) as bigint)',
    found: calls('//'),
  },
  {
    name: 'avg of decimals',
    there: 'answers differently',
    instead: 'ratio(sum(amount_cents), count(amount_cents)), money being integer cents',
    found: (node, { kindOf }) =>
      calledName(node) === 'avg' && hasArgument(node, (argument) => kindOf(argument) === 'decimal'),
  },
  {
    name: 'a sum or avg of doubles, by the order in which they come,',
    there: 'answers differently',
    instead: 'whole units (cents, seconds, parts per million) and ratio(), or sum(x order by key)',
    found: (node, { kindOf }) =>
      isSum(node) && !isOrdered(node) && hasArgument(node, (argument) => kindOf(argument) === 'double'),
  },
  {
    name: 'a double cast to a whole number',
    there: 'answers differently',
    instead: 'cast(round(x) as integer)',
    found: (node, { kindOf }) => {
      const child = node['child'];
      const whole = castType(node) === 'INTEGER' || castType(node) === 'BIGINT';
      return (
        whole && isNode(child) && kindOf(child) === 'double' && !isRounded(child) && !isTruncation(child)
      );
    },
  },
  {
    name: 'a type that the second engine has under another name, or not at all',
    there: 'is refused',
    instead: `cast to one of ${[...SHARED_TYPES].join(', ').toLowerCase()}; text, zones and JSON are parsed in staging`,
    found: (node) => castType(node) !== '' && !SHARED_TYPES.has(castType(node)),
  },
  {
    name: 'a cast by ::',
    there: 'is refused',
    instead: 'cast(x as integer)',
    found: (node, { text }) => castType(node) !== '' && text.startsWith('::'),
  },
  {
    name: 'a power by ^ or **',
    there: 'is refused',
    instead: 'power(a, b)',
    found: calls('^', '**'),
  },
  {
    name: 'text joined with a number',
    there: 'is refused',
    instead: "cast(n as varchar) || ' days'",
    found: (node, { kindOf }) =>
      calledName(node) === '||' &&
      argumentsOf(node).some((argument) => ['integer', 'decimal', 'double'].includes(kindOf(argument) ?? '')),
  },
];

/** The parser's own trunc inside an interval. */
function isTruncation(node: Parameters<typeof calledName>[0]): boolean {
  return calledName(node) === 'trunc';
}
