import type { RowDifference } from '../core/plan/diff-rows.ts';
import { type TextColumn, textTable } from './text-table.ts';

/** The cells that differ, each with its row's key: expected beside actual. Cells that are right are left out. */
export function unitTestDiff(differences: readonly RowDifference[]): string[] {
  const [first] = differences;
  if (!first) return [];
  const columns: TextColumn[] = [
    ...Object.keys(first.key).map((head) => ({ head, max: 24 })),
    { head: 'column', max: 40 },
    { head: 'expected', max: 30 },
    { head: '|' },
    { head: 'actual', max: 30 },
  ];
  const rows = differences.map((one) => [...Object.values(one.key).map(shown), ...cells(one)]);
  return textTable(columns, rows, '  ');
}

function cells({ kind, column, expected, actual }: RowDifference): string[] {
  if (kind === 'missing') return ['(the row)', 'is there', '|', 'is missing'];
  if (kind === 'extra') return ['(the row)', 'is not there', '|', 'is there'];
  return [column ?? '', shown(expected), '|', shown(actual)];
}

function shown(value: string | null): string {
  return value ?? 'null';
}
