import type { DemoReport } from '../demo/demo-report.ts';
import type { DemoCommandResult } from './demo.ts';
import { type TextColumn, textTable } from './text-table.ts';
import { count } from './words.ts';

/** What the made-up company is like and what trouble is planted in its exports. */
export function demoText({ path, made, report }: DemoCommandResult): string {
  const share = report.decisions === 0 ? 0 : (100 * report.churned) / report.decisions;
  return [
    made ? `made the demo company in ${path}` : `unchanged: ${path} holds this very demo company`,
    '',
    `${count(report.accounts)} accounts from ${report.start} to ${report.end}; ${count(report.events)} events in ${count(report.files)} files of ${report.sources.length} sources`,
    `${count(report.decisions)} renewal decisions, of them ${count(report.churned)} churned (${share.toFixed(1)} %), ${count(report.contracted)} contracted, ${count(report.expanded)} expanded`,
    '',
    ...messLines(report),
  ].join('\n');
}

function messLines({ mess }: DemoReport): string[] {
  if (mess.length === 0) return ['no faults planted'];
  const columns: TextColumn[] = [
    { head: 'planted fault', max: 40 },
    { head: 'source', max: 30 },
    { head: 'how many', align: 'right' },
    { head: '' },
  ];
  return textTable(
    columns,
    mess.map(({ kind, source, count: n, unit }) => [kind.replaceAll('_', ' '), source, count(n), unit]),
  );
}
