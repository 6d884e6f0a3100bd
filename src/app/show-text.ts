import type { Relation, ShownRows } from './show.ts';
import { lengthOf, TEXT_WIDTH, type TextColumn, textTable, wrap } from './text-table.ts';
import { count } from './words.ts';

const WIDEST_VALUE = 36;

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

/** As many columns as fit, and the names of those that don't. */
export function rowsText(shown: ShownRows): string {
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
