import type { RejectedRow, RejectsResult } from './rejects.ts';
import { clip, TEXT_WIDTH, type TextColumn, textTable } from './text-table.ts';
import { count, counted, percent } from './words.ts';

/** Rejected rows for a person: how many of which source and why, then some of them. */
export function rejectsText(result: RejectsResult): string {
  const { rows_read, rows_rejected, examples } = result;
  if (rows_rejected === 0) return `no rejects among ${counted(rows_read, 'row')} read`;
  const head = `${count(rows_rejected)} of ${counted(rows_read, 'row')} read ${rows_rejected === 1 ? 'is' : 'are'} rejected`;
  const shown =
    examples.length < rows_rejected
      ? [`${count(examples.length)} of them; --limit shows more, --format json all that is known of each`]
      : [];
  return [
    head,
    '',
    ...textTable(BY_REASON, reasonRows(result), '  '),
    ...(examples.length === 0
      ? []
      : ['', ...textTable(ROWS, examples.map(exampleRow), '  ').map((line) => clip(line, TEXT_WIDTH))]),
    ...(shown.length === 0 ? [] : ['', ...shown]),
  ].join('\n');
}

const BY_REASON: readonly TextColumn[] = [
  { head: 'source', max: 44 },
  { head: 'reason' },
  { head: 'rows', align: 'right' },
  { head: 'of those read', align: 'right' },
];

function reasonRows({ sources }: RejectsResult): string[][] {
  return sources.flatMap(({ source, rows_read, reasons }) =>
    reasons.map(({ reason, rows }) => [
      shortName(source),
      reason,
      count(rows),
      rows_read === 0 ? '' : percent(rows / rows_read),
    ]),
  );
}

const ROWS: readonly TextColumn[] = [
  { head: 'file and line' },
  { head: 'column', max: 16 },
  { head: 'value', max: 20 },
  { head: 'reason' },
];

function exampleRow({ file, line, record, column, value, reason, detail }: RejectedRow): string[] {
  return [
    `${tail(file)}${placeText(line, record)}`,
    column ?? '',
    printable(value ?? ''),
    detail === null ? reason : `${reason} (${printable(detail.replace(`${file} `, ''))})`,
  ];
}

function placeText(line: number | null, record: number | null): string {
  if (line !== null) return `:${line}`;
  return record === null ? '' : ` record ${record}`;
}

const LONGEST_PATH = 30;

/** The end of a path says more than its beginning. */
function tail(path: string): string {
  const letters = [...path];
  return letters.length <= LONGEST_PATH ? path : `…${letters.slice(1 - LONGEST_PATH).join('')}`;
}

/** What an export holds may be anything: nothing of it may steer a terminal or break the table. */
function printable(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/\p{C}/gu, '\ufffd');
}

function shortName(source: string): string {
  return source.replace(/^raw\./, '');
}
