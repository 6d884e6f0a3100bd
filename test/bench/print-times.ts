import type { BenchCase } from './cases.ts';
import type { Usage } from './run-process.ts';
import type { TimedCase } from './time-case.ts';

/**
 * The table of whole processes and the one of stages by their own clocks, as Markdown.
 * @param events of the exports, for cases that read all of them
 */
export function printTimes(timed: readonly TimedCase[], events: number): void {
  const wall = ({ milliseconds }: Usage): number => milliseconds;
  const cpu = (usage: Usage): number => usage.cpu;
  const rss = (usage: Usage): number => usage.rss;
  console.log(
    '\nWhole processes: seconds of wall clock, median (min to max); CPU seconds; largest resident set.\n',
  );
  printTable(
    [
      'case',
      'ours',
      'by hand',
      'ratio',
      'events/s ours',
      'CPU ours',
      'CPU by hand',
      'CPU ratio',
      'MiB ours',
      'MiB by hand',
      'target',
    ],
    timed.map(({ case: one, ours, hand }) => [
      `${one.name}: ${one.what}`,
      span(ours, wall),
      span(hand, wall),
      ratio(ours, hand, wall),
      readsAll(one) ? ((events / median(ours.map(wall))) * 1000).toFixed(0) : '',
      seconds(median(ours.map(cpu))),
      seconds(median(hand.map(cpu))),
      ratio(ours, hand, cpu),
      largest(ours, rss),
      largest(hand, rss),
      one.target,
    ]),
  );
  console.log(
    '\nStages by their own clocks, without process start, reading the project and closing the file.\n',
  );
  const stages = timed.flatMap(({ case: one, ours, hand }) =>
    one.stages.map((stage) => stageRow(one.name, stage, ours, hand)),
  );
  printTable(['case', 'stage', 'ours', 'by hand', 'ratio'], stages);
}

/** Whether a case begins with nothing and reads all files. */
function readsAll({ ours, stages }: BenchCase): boolean {
  return ours.from === null && stages.includes('extract');
}

function stageRow(name: string, stage: string, ours: readonly Usage[], hand: readonly Usage[]): string[] {
  const of = ({ stages }: Usage): number => stages.get(stage) ?? stages.get(`${stage}-night`) ?? Number.NaN;
  return [name, stage, span(ours, of), span(hand, of), ratio(ours, hand, of)];
}

function span(usages: readonly Usage[], of: (usage: Usage) => number): string {
  if (usages.length === 0) return '';
  const values = usages.map(of);
  return `${seconds(median(values))} (${seconds(Math.min(...values))} to ${seconds(Math.max(...values))})`;
}

/** Of the medians. */
function ratio(ours: readonly Usage[], hand: readonly Usage[], of: (usage: Usage) => number): string {
  return hand.length === 0 ? '' : (median(ours.map(of)) / median(hand.map(of))).toFixed(2);
}

function largest(usages: readonly Usage[], of: (usage: Usage) => number): string {
  return usages.length === 0 ? '' : Math.max(...usages.map(of)).toFixed(0);
}

function seconds(milliseconds: number): string {
  return Number.isNaN(milliseconds) ? '' : (milliseconds / 1000).toFixed(2);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2;
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  console.log(line(head));
  console.log(line(widths.map((width) => '-'.repeat(width))));
  for (const row of rows) console.log(line(row));
}
