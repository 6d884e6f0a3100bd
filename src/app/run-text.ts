import { isBad } from '../stages/transform/run-checks.ts';
import type { RunReport } from './execute-plan.ts';
import { rejectCounts, rejectWords } from './reject-words.ts';
import type { RunOutlook } from './run-outlook.ts';
import type { BandSummary } from './summary-scores.ts';
import { TEXT_WIDTH, wrap } from './text-table.ts';
import { count, counted, dayText, money } from './words.ts';

const HEAD = 14;
/** Kinds of rejects that are named. */
const KINDS = 3;

/** What a run did and what came of it, in a few lines for a person; `command` is a command line of this program. */
export function runText(
  report: RunReport,
  outlook: RunOutlook | null,
  command: (words: string) => string,
): string {
  const name = `Snapshot ${report.snapshot_id.slice(0, 12)} of ${dayText(report.as_of)}`;
  if (report.status === 'already_published') return `${name} is published already: nothing to do`;
  const heading =
    report.publish === null
      ? `${report.pipeline} of ${dayText(report.as_of)} is built; ${unpublished(report)}`
      : `${name} is published to ${report.publish.location}`;
  const facts: Fact[] = [...scoreFacts(outlook), ...workFacts(report)];
  const next = nextFacts(report, outlook, command);
  const lines = facts.flatMap(factLines);
  return [heading, '', ...lines, ...(next.length === 0 ? [] : ['', ...next.flatMap(factLines)])]
    .join('\n')
    .trimEnd();
}

function unpublished({ selection }: RunReport): string {
  return selection === null
    ? 'this pipeline publishes nothing'
    : 'a run of some nodes alone publishes nothing';
}

type Fact = readonly [head: string, text: string];

function factLines([head, text]: Fact): string[] {
  return wrap(text, TEXT_WIDTH - HEAD).map(
    (line, i) => `  ${(i === 0 ? head : '').padEnd(HEAD - 3)} ${line}`,
  );
}

function scoreFacts(outlook: RunOutlook | null): Fact[] {
  return (outlook?.scores ?? []).map(({ score, bands }) => [score, bands.map(bandWords).join(' · ')]);
}

function bandWords({ band, accounts, arr }: BandSummary): string {
  const amounts = arr.map(({ amount, currency }) => money(amount, currency)).join(' + ');
  return `${band} ${count(accounts)}${amounts === '' ? '' : ` (ARR ${amounts})`}`;
}

function workFacts({ backtest, extract, transform, selection }: RunReport): Fact[] {
  const bad = transform?.checks.filter(isBad).length ?? 0;
  const stale = extract?.sources.filter((source) => source.stale).length ?? 0;
  const warned = [
    ...(bad === 0 ? [] : [`${counted(bad, 'check')} found bad rows`]),
    ...(stale === 0 ? [] : [`${counted(stale, 'source')} out of date`]),
  ];
  return [
    ...(backtest === null ? [] : [['back-test', backtest.verdict] as const]),
    ...(extract === null ? [] : [['loaded', loaded(extract)] as const]),
    ...(warned.length === 0 ? [] : [['warnings', warned.join(', ')] as const]),
    ...(selection === null ? [] : [['left out', leftOut(selection.leftOut)] as const]),
  ];
}

/** Nodes that one line names. */
const NAMED = 6;

function leftOut(nodes: readonly string[]): string {
  if (nodes.length === 0) return 'nothing';
  const more = nodes.length > NAMED ? ` and ${count(nodes.length - NAMED)} more` : '';
  return `${counted(nodes.length, 'node')} as they stand: ${nodes.slice(0, NAMED).join(', ')}${more}`;
}

function loaded(extract: NonNullable<RunReport['extract']>): string {
  const { totals } = extract;
  if (totals.loaded === 0) return 'nothing: no export is new';
  const rows = `${counted(totals.loaded, 'file')}, ${counted(totals.read, 'row')}`;
  const why = totals.rejected === 0 ? '' : `: ${rejectWords(rejectCounts(extract), KINDS)}`;
  return `${rows}, ${count(totals.rejected)} rejected${why}`;
}

/** What one would want to see next. */
function nextFacts(
  { extract }: RunReport,
  outlook: RunOutlook | null,
  command: (words: string) => string,
): Fact[] {
  const riskiest = outlook?.riskiest ?? null;
  const lines = [
    ...(riskiest === null ? [] : [`explain ${quoted(riskiest)}`]),
    ...(outlook === null ? [] : ['show current_scores']),
    ...((extract?.totals.rejected ?? 0) > 0 ? ['rejects'] : []),
  ];
  return lines.map((words, i) => [i === 0 ? 'next' : '', command(words)]);
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w.:@/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
