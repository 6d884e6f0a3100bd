import type { Relation, ShownRows } from './show.ts';
import { lengthOf, TEXT_WIDTH, type TextColumn, textTable, wrap } from './text-table.ts';
import { count } from './words.ts';

const WIDEST_VALUE = 36;

/** What people look for first in a table of accounts; its other columns follow in the table's order. */
const SOUGHT_FIRST = ['account_name', 'score_name', 'as_of', 'score', 'band', 'band_reason'];

/** The published tables and views, one a line. */
export function relationsText(relations: readonly Relation[]): string {
  const columns: TextColumn[] = [
    { head: 'table' },
    { head: 'rows', align: 'right' },
    { head: 'what it holds', max: 66 },
  ];
  return textTable(
    columns,
    relations.map(({ name, rows, comment }) => [name, count(rows), comment ?? '']),
  ).join('\n');
}

/** As many columns as fit, what is sought most before the others, and the names of those that don't. */
export function rowsText(given: ShownRows): string {
  const shown = { ...given, columns: soughtFirst(given) };
  const cells = shown.columns.map(({ name }) => shown.rows.map((row) => cellText(row[name])));
  const widths = shown.columns.map(({ name }, i) =>
    Math.min(WIDEST_VALUE, Math.max(lengthOf(name), ...(cells[i] ?? []).map(lengthOf))),
  );
  const fitting = countFitting(widths);
  const columns = shown.columns.slice(0, fitting).map(({ name, type }) => ({
    head: name,
    max: WIDEST_VALUE,
    align: isNumber(type) ? ('right' as const) : ('left' as const),
  }));
  const rows = shown.rows.map((_row, r) => columns.map((_column, c) => cells[c]?.[r] ?? ''));
  return [...textTable(columns, rows), '', ...footer(shown, fitting)].join('\n');
}

/** The columns as they are read; those of a table that isn't of accounts stay where they are. */
function soughtFirst({ columns, rows }: ShownRows): ShownRows['columns'] {
  const has = (wanted: string) => columns.some(({ name }) => name === wanted);
  if (!has('account_id')) return columns;
  const named = has('account_name') && rows.every((row) => cellText(row['account_name']) !== '');
  const first = (named ? SOUGHT_FIRST : ['account_id', ...SOUGHT_FIRST]).flatMap((name) =>
    columns.filter((column) => column.name === name),
  );
  return [...first, ...columns.filter((column) => !first.includes(column))];
}

function countFitting(widths: readonly number[]): number {
  let used = 0;
  const first = widths.findIndex((width, i) => {
    used += width + (i === 0 ? 0 : 2);
    return used > TEXT_WIDTH;
  });
  return first === -1 ? widths.length : Math.max(1, first);
}

function footer(shown: ShownRows, fitting: number): string[] {
  const rows = `${count(shown.rows.length)} of ${count(shown.total)} rows of ${shown.relation}`;
  const hidden = shown.columns.slice(fitting).map(({ name }) => name);
  if (hidden.length === 0) return [rows];
  return wrap(`${rows}; --format json also shows ${hidden.join(', ')}`, TEXT_WIDTH);
}

function isNumber(type: string): boolean {
  return /^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|DOUBLE|FLOAT|DECIMAL)/.test(type);
}

/** A value on one line; line breaks inside it would break the table. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replaceAll(/\s+/g, ' ');
}
