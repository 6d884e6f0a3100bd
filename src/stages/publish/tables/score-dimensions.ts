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

export interface DimensionInputs extends TableInputs {
  readonly scorecards: readonly { readonly name: string; readonly dimensions: readonly string[] }[];
}

const COLUMNS: readonly PublishedColumn[] = [
  ACCOUNT_ID,
  AS_OF,
  SCORE_NAME,
  { name: 'dimension', type: 'varchar', description: 'Group of measures.' },
  {
    name: 'dimension_score',
    type: 'decimal(9,4)',
    description:
      "Where the dimension stands on the scorecard's scale, or what it gave and took where the scorecard counts by points; null where nothing of it is known.",
    unit: 'points',
  },
  SNAPSHOT_ID,
];

/** The scores of the dimensions by themselves: which side of a customer is weak. */
export function scoreDimensionsTable(inputs: DimensionInputs): PublishedTable {
  return {
    name: 'score_dimensions',
    description: 'One row per account, score and dimension: the dimension by itself.',
    key: ['score_name', 'account_id', 'as_of', 'dimension'],
    columns: COLUMNS,
    query: dimensionQuery(inputs, `as_of = ${day(inputs)}`),
  };
}

/** The same for the calendar's readings from a day on, by the scorecard of today: what a turn is looked for in. */
export function calendarDimensionsTable(inputs: DimensionInputs & { readonly from: string }): PublishedTable {
  return {
    name: 'calendar_score_dimensions',
    description:
      'One row per account, score, earlier reading of the calendar and dimension, by the scorecard of today.',
    key: ['score_name', 'account_id', 'as_of', 'dimension'],
    columns: COLUMNS,
    query: dimensionQuery(inputs, `as_of >= date ${literal(inputs.from)} and as_of < ${day(inputs)}`),
  };
}

function dimensionQuery({ scorecards, snapshotId }: DimensionInputs, where: string): string {
  const names = scorecards.flatMap(({ name, dimensions }) =>
    [...dimensions].sort().map((dimension, d) => `(${literal(name)}, ${literal(dimension)}, ${d + 1})`),
  );
  return `
  with
  dimensions as (
    select * from (values ${names.join(', ') || "('', '', 0)"}) as dimensions (score_name, dimension, position)
  ),
  final as (
    select
      scores.account_id,
      scores.as_of,
      scores.score_name,
      dimensions.dimension,
      scores.dimension_scores[dimensions.position] as dimension_score,
      ${literal(snapshotId)} as snapshot_id,
    from build.scores.scores as scores
    inner join dimensions on dimensions.score_name = scores.score_name
    where ${where}
  )
  select ${columnList(COLUMNS)} from final`;
}
