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
  {
    name: 'weight_in_effect',
    type: 'double',
    description:
      'Weight of the measure in this score, once those without a value have given theirs away; 0 where it has none and nothing is assumed.',
    unit: 'share',
    range: '0 to 1',
  },
  SNAPSHOT_ID,
];

/** What of a scorecard decides the weight that a measure has in effect. */
export interface MeasureInputs extends TableInputs {
  readonly scorecards: readonly {
    readonly name: string;
    readonly byPoints: boolean;
    /** Measures that count at an assumed score while they have no value. */
    readonly assumed: readonly string[];
  }[];
}

/** The explanation: where every point of every score comes from. */
export function scoreMeasuresTable(inputs: MeasureInputs): PublishedTable {
  return {
    name: 'score_measures',
    description: 'One row per account, score and measure or adjustment: the explanation of the score.',
    key: ['score_name', 'account_id', 'as_of', 'dimension', 'kind', 'item'],
    columns: MEASURE_COLUMNS,
    query: measureQuery(inputs, `as_of = ${day(inputs)}`),
  };
}

/**
 * The lines of some readings with the weight that each has in effect: within its dimension what is missing gives its weight to the
 * others, and a dimension of which nothing counts gives its own to the other dimensions. Weights are added up as whole billionths,
 * which gives the same sums on any number of threads.
 */
export function measureQuery({ scorecards, snapshotId }: MeasureInputs, where: string): string {
  const assumed = scorecards.flatMap(({ name, assumed: items }) =>
    items.map((item) => literal(`${name} ${item}`)),
  );
  const byPoints = scorecards.filter((card) => card.byPoints).map(({ name }) => literal(name));
  const own = 'partition by account_id, score_name, as_of';
  return `
  with
  lines as (
    select
      *,
      cast(round(weight * 1e9) as bigint) as share,
      kind = 'measure' and state = 'present'
        or kind = 'missing' and state in ('missing', 'stale') and score_name || ' ' || item in (${list(assumed)}) as counts,
    from build.scores.score_measures
    where ${where}
  ),
  dimensions as (
    select
      *,
      sum(case when counts then share else 0 end) over (${own}, dimension) as counted,
      sum(case when kind = 'measure' then share else 0 end) over (${own}, dimension) as stated,
    from lines
  ),
  wholes as (
    select *, sum(case when kind = 'measure' and counted > 0 then share else 0 end) over (${own}) as whole from dimensions
  ),
  final as (
    select
      * exclude (share, counts, counted, stated, whole),
      case
        when not counts then 0.0
        when score_name in (${list(byPoints)}) then case when kind = 'measure' then weight else 0.0 end
        when counted = 0 then 0.0
        else cast(share as double) * cast(stated as double) / (cast(counted as double) * cast(whole as double))
      end as weight_in_effect,
      ${literal(snapshotId)} as snapshot_id,
    from wholes
  )
  select ${columnList(MEASURE_COLUMNS)} from final`;
}

/** Never empty, which SQL does not take. */
function list(names: readonly string[]): string {
  return names.length === 0 ? "''" : names.join(', ');
}
