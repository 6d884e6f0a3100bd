import type { MetricRow } from '../../core/backtest/metric-row.ts';
import { literal } from '../../core/sql/quote.ts';
import type { AppendColumn, AppendType, Session } from '../../ports/warehouse.ts';

/** Replaces a score's figures of one day. */
export async function writeMetrics(
  session: Session,
  { score, asOf }: { score: string; asOf: string },
  rows: readonly MetricRow[],
): Promise<void> {
  const column = (name: string, type: AppendType, of: (row: MetricRow) => unknown): AppendColumn => ({
    name,
    type,
    values: rows.map(of),
  });
  await session.transaction(async () => {
    await session.run('delete from build.backtest.metrics where score_name = $1 and as_of = $2::date', [
      score,
      asOf,
    ]);
    await session.append('build.backtest.metrics', [
      column('score_name', 'varchar', () => score),
      column('as_of', 'date', () => asOf),
      column('subject_kind', 'varchar', (row) => row.subjectKind),
      column('subject', 'varchar', (row) => row.subject),
      column('horizon_days', 'integer', (row) => row.horizonDays),
      column('segment', 'varchar', (row) => row.segment),
      column('statistic', 'varchar', (row) => row.statistic),
      column('value', 'double', (row) => row.value),
      column('ci_low', 'double', (row) => row.ciLow),
      column('ci_high', 'double', (row) => row.ciHigh),
      column('n', 'integer', (row) => row.n),
      column('n1', 'integer', (row) => row.n1),
      column('n0', 'integer', (row) => row.n0),
      column('p_value', 'double', (row) => row.pValue),
      column('q_value', 'double', (row) => row.qValue),
      column('reason', 'varchar', (row) => row.reason),
    ]);
  });
}

/** A scorecard that is gone from the project has no figures and no readings on that day, and no study to keep. */
export async function forgetOtherScores(
  session: Session,
  asOf: string,
  names: readonly string[],
): Promise<void> {
  const others = names.length > 0 ? `score_name not in (${names.map(literal).join(', ')})` : 'true';
  await session.run(`delete from build.backtest.metrics where as_of = $1::date and ${others}`, [asOf]);
  await session.run(`delete from build.backtest.readings where as_of = $1::date and ${others}`, [asOf]);
  await session.run(`delete from build.meta.past_studies where ${others}`);
}
