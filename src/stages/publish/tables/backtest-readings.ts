import type { PublishedTable } from '../../../core/publish/published-table.ts';
import { literal } from '../../../core/sql/quote.ts';
import { AS_OF, columnList, day, SCORE_NAME, SNAPSHOT_ID, type TableInputs } from './table-inputs.ts';

export const BACKTEST_READINGS = 'backtest_readings';

const COLUMNS = [
  SCORE_NAME,
  AS_OF,
  { name: 'decision_id', type: 'varchar', description: 'The renewal decision.' },
  {
    name: 'horizon_days',
    type: 'integer',
    description: 'Days between the reading and the decision.',
    unit: 'days',
  },
  { name: 'score', type: 'decimal(9,4)', description: 'The score that was read.' },
  { name: 'scorecard_version', type: 'integer', description: 'Version of the scorecard.' },
  { name: 'scorecard_hash', type: 'varchar', description: 'What the scorecard said, as a hash.' },
  SNAPSHOT_ID,
] as const;

/** How the back-test's decisions were read, for the serving file alone: what the next version of a scorecard is compared with. */
export function backtestReadingsTable(inputs: TableInputs): PublishedTable {
  return {
    name: BACKTEST_READINGS,
    description: 'One row per score and renewal decision that the back-test of the date counted.',
    key: ['score_name', 'as_of', 'decision_id'],
    columns: COLUMNS,
    query: `
  with
  final as (
    select *, ${literal(inputs.snapshotId)} as snapshot_id from build.backtest.readings where as_of = ${day(inputs)}
  )
  select ${columnList(COLUMNS)} from final`,
  };
}
