import type { BacktestReport } from '../stages/backtest/backtest.ts';
import type { ExtractReport } from '../stages/extract/extract-report.ts';
import type { PublishReport } from '../stages/publish/publish-snapshot.ts';
import type { ScoreReport } from '../stages/score/score.ts';
import type { TransformReport } from '../stages/transform/transform.ts';
import { count } from './words.ts';

export function extractSummary({ totals }: ExtractReport): string {
  if (totals.loaded === 0) return `nothing new in ${count(totals.seen)} files`;
  return `${count(totals.loaded)} of ${count(totals.seen)} files, ${rows(totals.read)} read, ${count(totals.rejected)} rejected`;
}

export function transformSummary({ nodes, dates, checks, warnings }: TransformReport): string {
  const built = nodes.filter(({ status }) => status === 'success' || status === 'warn').length;
  const bad = checks.filter(({ badRows }) => badRows > 0).length;
  const found = bad === 0 ? '' : `, ${count(warnings.length)} warnings`;
  return `${count(built)} models, ${count(dates.length)} as-of dates, ${count(checks.length)} checks${found}`;
}

export function scoreSummary({ scores }: ScoreReport): string {
  return scores
    .map(({ score, rows: scored, dates }) => `${score}: ${rows(scored)} on ${count(dates.length)} dates`)
    .join('; ');
}

export function backtestSummary(report: BacktestReport): string {
  return report.verdict;
}

export function publishSummary({ tables, outcome }: PublishReport): string {
  return `${outcome}: ${tables.map(({ name, rows: n }) => `${name} ${count(n)}`).join(', ')}`;
}

function rows(n: number): string {
  return `${count(n)} row${n === 1 ? '' : 's'}`;
}
