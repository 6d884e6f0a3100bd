import type { PublishedColumn, PublishedTable } from '../../../core/publish/published-table.ts';
import { literal } from '../../../core/sql/quote.ts';
import { AS_OF, columnList, day, SCORE_NAME, SNAPSHOT_ID, type TableInputs } from './table-inputs.ts';

const count = (name: string, description: string): PublishedColumn => ({
  name,
  type: 'integer',
  description,
  unit: 'decisions',
});
const number = (name: string, description: string): PublishedColumn => ({
  name,
  type: 'double',
  description,
});

const COLUMNS: readonly PublishedColumn[] = [
  SCORE_NAME,
  AS_OF,
  {
    name: 'subject_kind',
    type: 'varchar',
    description:
      'What was measured: score, band, measure, dimension, missingness (whether a measure was known), lifecycle_stage, decision_count, reliability, quarter, account, author, canary (a leak planted on purpose) or gate.',
  },
  {
    name: 'subject',
    type: 'varchar',
    description: 'Which score, band, measure, account, quarter or reason for leaving a decision out.',
  },
  {
    name: 'horizon_days',
    type: 'integer',
    description: 'Days between the reading and the decision; of a psi, between the two days compared.',
    unit: 'days',
  },
  { name: 'segment', type: 'varchar', description: 'The segment that the figure speaks of; null for all.' },
  {
    name: 'statistic',
    type: 'varchar',
    description:
      'What the value is, such as auc, churn_rate, brier_skill, arr_at_risk_cents or renewal_probability.',
  },
  number('value', 'The figure; null with a reason where it would mean nothing.'),
  number('ci_low', 'Lower end of its 95 % interval.'),
  number('ci_high', 'Upper end of its 95 % interval.'),
  count('n', 'Decisions that it rests on; accounts for a psi.'),
  count('n1', 'Of these, churned.'),
  count('n0', 'Of these, renewed.'),
  number('p_value', 'How often chance alone would show as much.'),
  number('q_value', 'The same, corrected for having looked at many measures (Benjamini-Hochberg).'),
  { name: 'reason', type: 'varchar', description: 'Why the value is null.' },
  SNAPSHOT_ID,
];

/** What the back-test says on the date; empty where the pipeline runs none. */
export function backtestMetricsTable(inputs: TableInputs): PublishedTable {
  return {
    name: 'backtest_metrics',
    description:
      'One row per score, subject, horizon, segment and statistic: how well the score foretold past renewals.',
    key: ['score_name', 'as_of', 'subject_kind', 'subject', 'horizon_days', 'segment', 'statistic'],
    columns: COLUMNS,
    query: `
  with
  final as (
    select *, ${literal(inputs.snapshotId)} as snapshot_id from build.backtest.metrics where as_of = ${day(inputs)}
  )
  select ${columnList(COLUMNS)} from final`,
  };
}
