import { plainType } from '../config/plain-type.ts';
import { identifier, qualified } from './quote.ts';

/** What a relation holds: rows, and the bytes of its values before any compression. */
export interface RelationSize {
  readonly rows: number;
  readonly bytes: number;
}

/** Bytes of a value of fixed width; decimals of up to 18 digits are integers of 8. Anything else is measured as its text. */
const WIDTHS: Readonly<Record<string, number>> = {
  boolean: 1,
  integer: 4,
  date: 4,
  bigint: 8,
  double: 8,
  timestamp: 8,
  decimal: 8,
};

/**
 * One scan for the size of a relation, or of those of its rows for which `where` holds, as columns rows and bytes. Blocks on
 * disk would tell less: relations share them, and a small one has none before the next checkpoint. A null of fixed width
 * takes its width, a null text nothing.
 */
export function relationSize(
  relation: string,
  columns: readonly { readonly name: string; readonly type: string }[],
  where = 'true',
): string {
  const widths = columns.map(({ type }) => WIDTHS[plainType(type).replace(/\(\d+,\d+\)$/, '')]);
  const fixed = widths.reduce<number>((sum, width) => sum + (width ?? 0), 0);
  const texts = columns
    .filter((_column, i) => widths[i] === undefined)
    .map(({ name }) => `coalesce(sum(strlen(cast(${identifier(name)} as varchar))), 0)`);
  const bytes = [`count(*) * ${fixed}`, ...texts].join(' + ');
  return `select count(*) as rows, cast(${bytes} as bigint) as bytes from ${qualified(relation)} where ${where}`;
}
