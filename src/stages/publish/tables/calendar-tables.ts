import type { PublishedColumn, PublishedTable } from '../../../core/publish/published-table.ts';
import { literal } from '../../../core/sql/quote.ts';
import { profileQuery } from './profile-columns.ts';
import { MEASURE_COLUMNS, type MeasureInputs, measureQuery } from './score-measures.ts';
import { markOf, SCORE_COLUMNS } from './scores.ts';
import { columnList, day, type TableInputs } from './table-inputs.ts';

export interface CalendarInputs extends MeasureInputs {
  /** The first reading that is kept, YYYY-MM-DD. */
  readonly from: string;
  /** Scores, which are light beside their explanation, are kept from here on where the company is not too large. */
  readonly scoresFrom: string;
}

/** Scores of earlier readings that are kept at most. */
const SCORES_AT_MOST = 250_000;

const isChange = ({ name }: PublishedColumn): boolean => name.startsWith('score_change_');

/**
 * The calendar's earlier readings by today's scorecard, for the serving file alone: what `explain` compares with where that day
 * was never published, and what the same day looks like now where it was.
 */
export function calendarTables(inputs: CalendarInputs): PublishedTable[] {
  const where = `as_of >= date ${literal(inputs.from)} and as_of < ${day(inputs)}`;
  const columns = SCORE_COLUMNS.filter((column) => !isChange(column));
  return [
    {
      name: 'calendar_scores',
      description:
        'One row per account, score and earlier reading of the calendar, by the scorecard of today.',
      key: ['score_name', 'account_id', 'as_of'],
      columns,
      query: scoresQuery(inputs, `${where} or (${recent(inputs)})`, columns),
    },
    {
      name: 'calendar_score_measures',
      description:
        'One row per account, score, earlier reading and measure or adjustment, by the scorecard of today.',
      key: ['score_name', 'account_id', 'as_of', 'dimension', 'kind', 'item'],
      columns: MEASURE_COLUMNS,
      query: measureQuery(inputs, where),
    },
  ];
}

/** The newest readings before the day, as many as are light enough. */
function recent(inputs: CalendarInputs): string {
  return `as_of < ${day(inputs)} and as_of in (
    select as_of from (
      select as_of, sum(count(*)) over (order by as_of desc) as so_far
      from build.scores.scores
      where as_of >= date ${literal(inputs.scoresFrom)} and as_of < ${day(inputs)}
      group by as_of)
    where so_far <= ${SCORES_AT_MOST})`;
}

function scoresQuery(inputs: TableInputs, where: string, columns: readonly PublishedColumn[]): string {
  return `
  with
  profile as (${profileQuery(inputs, where)}
  ),
  readings as (
    select * from build.scores.scores where ${where}
  ),
  final as (
    select readings.*, profile.* exclude (account_id, as_of), ${markOf(inputs)} as score_mark, ${literal(inputs.snapshotId)} as snapshot_id,
    from readings
    left join profile using (account_id, as_of)
  )
  select ${columnList(columns)} from final`;
}
