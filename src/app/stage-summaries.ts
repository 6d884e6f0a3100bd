import type { BacktestReport } from '../stages/backtest/backtest.ts';
import type { ExtractReport } from '../stages/extract/extract-report.ts';
import type { PublishReport } from '../stages/publish/publish-snapshot.ts';
import type { ScoreReport } from '../stages/score/score.ts';
import { isBad } from '../stages/transform/run-checks.ts';
import type { TransformReport } from '../stages/transform/transform.ts';
import { rejectCounts, rejectWords } from './reject-words.ts';
import { count, counted } from './words.ts';

/** Kinds of rejects that the line of a stage names. */
const KINDS = 4;

export function extractSummary(report: ExtractReport): string {
  const { loaded, seen, read, rejected } = report.totals;
  if (loaded === 0) return `nothing new in ${counted(seen, 'file')}`;
  const why = rejected === 0 ? '' : ` (${rejectWords(rejectCounts(report), KINDS)})`;
  return `${count(loaded)} of ${counted(seen, 'file')}, ${counted(read, 'row')} read, ${count(rejected)} rejected${why}`;
}

export function transformSummary({ nodes, dates, checks }: TransformReport): string {
  const built = nodes.filter(({ status }) => status === 'success' || status === 'warn').length;
  const bad = checks.filter(isBad).length;
  const found = bad === 0 ? '' : `, ${count(bad)} of them warned`;
  return `${counted(built, 'model')}, ${counted(dates.length, 'as-of date')}, ${counted(checks.length, 'check')}${found}`;
}

export function scoreSummary({ scores }: ScoreReport): string {
  return scores
    .map(({ score, rows, dates }) => `${score}: ${counted(rows, 'row')} on ${counted(dates.length, 'date')}`)
    .join('; ');
}

export function backtestSummary(report: BacktestReport): string {
  return report.verdict;
}

/** Of the tables that readers see: what only the serving file keeps is the engine's own. */
export function publishSummary({ tables, outcome }: PublishReport): string {
  const readable = tables.filter(({ path }) => path !== null);
  return `${outcome}: ${readable.map(({ name, rows }) => `${name} ${count(rows)}`).join(', ')}`;
}
