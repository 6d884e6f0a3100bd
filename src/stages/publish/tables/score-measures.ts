import type { PublishedColumn, PublishedTable } from '../../../core/publish/published-table.ts';
import { literal } from '../../../core/sql/quote.ts';
import {
  ACCOUNT_ID,
  AS_OF,
  columnList,
  day,
  SCORE_NAME,
  SNAPSHOT_ID,
  type TableInputs,
} from './table-inputs.ts';

export const MEASURE_COLUMNS: readonly PublishedColumn[] = [
  ACCOUNT_ID,
  AS_OF,
  SCORE_NAME,
  {
    name: 'dimension',
    type: 'varchar',
    description: 'Group of measures that the row counts in; null outside of all.',
  },
  { name: 'item', type: 'varchar', description: 'The measure, or what adjusted the score.' },
  {
    name: 'kind',
    type: 'varchar',
    description: 'base, measure, missing, cap, rule, override or rounding: what the row stands for.',
  },
  {
    name: 'raw_value',
    type: 'double',
    description: 'The feature as it was read; its unit is the feature’s own.',
  },
  { name: 'scaled_value', type: 'double', description: 'The value on the common scale.' },
  {
    name: 'weight',
    type: 'double',
    description: 'Weight of the measure in the whole score.',
    unit: 'share',
    range: '0 to 1',
  },
  {
    name: 'points',
    type: 'decimal(9,4)',
    description:
      'What the row adds to the score; over all rows of an account and score they add up to it exactly.',
    unit: 'points',
  },
  { name: 'max_points', type: 'decimal(9,4)', description: 'What it could add at best.', unit: 'points' },
  { name: 'state', type: 'varchar', description: 'present, missing, stale, not_applicable or capped.' },
  {
    name: 'raw_text',
    type: 'varchar',
    description: 'The feature as it was read, where it is a word and not a number.',
  },
  SNAPSHOT_ID,
];

/** The explanation: where every point of every score comes from. */
export function scoreMeasuresTable(inputs: TableInputs): PublishedTable {
  return {
    name: 'score_measures',
    description: 'One row per account, score and measure or adjustment: the explanation of the score.',
    key: ['score_name', 'account_id', 'as_of', 'dimension', 'kind', 'item'],
    columns: MEASURE_COLUMNS,
    query: `
  with
  final as (
    select *, ${literal(inputs.snapshotId)} as snapshot_id from build.scores.score_measures where as_of = ${day(inputs)}
  )
  select ${columnList(MEASURE_COLUMNS)} from final`,
  };
}
