import type { PublishedColumn, PublishedTable } from '../../../core/publish/published-table.ts';
import { literal } from '../../../core/sql/quote.ts';
import { PROFILE_COLUMNS, profileQuery } from './profile-columns.ts';
import {
  ACCOUNT_ID,
  AS_OF,
  columnList,
  day,
  SCORE_NAME,
  SNAPSHOT_ID,
  type TableInputs,
} from './table-inputs.ts';

const points = (name: string, description: string): PublishedColumn => ({
  name,
  type: 'decimal(9,4)',
  description,
  unit: 'points',
});
const change = (days: number): PublishedColumn =>
  points(
    `score_change_${days}d`,
    `score less the score of the last reading at least ${days} days before; null without one.`,
  );
const text = (name: string, description: string): PublishedColumn => ({ name, type: 'varchar', description });

export const SCORE_COLUMNS: readonly PublishedColumn[] = [
  ACCOUNT_ID,
  AS_OF,
  SCORE_NAME,
  ...PROFILE_COLUMNS,
  points(
    'score',
    'The score; the points of score_measures add up to it exactly. Null only if nothing at all is known.',
  ),
  text(
    'band',
    'Band after steadying: it changes when the score has clearly left it. unknown if too little is known.',
  ),
  text('raw_band', 'Band that the score alone falls into.'),
  text('band_reason', 'Why band is what it is.'),
  text('previous_band', 'Band of the reading before.'),
  change(7),
  change(30),
  change(90),
  {
    name: 'coverage',
    type: 'double',
    description: 'Share of the weight of all measures that was known.',
    unit: 'share',
    range: '0 to 1',
  },
  text('confidence', 'How far the score can be relied on, by what is missing.'),
  points('score_low', 'The score if everything missing were at its worst.'),
  points('score_high', 'The score if everything missing were at its best.'),
  text('reason_1', 'What costs the most points.'),
  text('reason_2', 'What costs the second most points.'),
  text('reason_3', 'What costs the third most points.'),
  {
    name: 'scorecard_version',
    type: 'integer',
    description: 'Version of the scorecard, as its author counts.',
  },
  text('score_mark', 'The score as a mark, such as A to F; null for a scorecard that gives none.'),
  text('scorecard_hash', 'Hash of the scorecard: two rows with one hash were scored by the same rules.'),
  SNAPSHOT_ID,
];

/** One row per account and score, wide enough to answer an analyst alone. */
export function scoresTable(inputs: TableInputs): PublishedTable {
  return {
    name: 'scores',
    description: 'One row per account and score: the score, its band, what moved and what costs it most.',
    key: ['score_name', 'account_id', 'as_of'],
    columns: SCORE_COLUMNS,
    query: query(inputs),
  };
}

/** A change is measured against the last reading on or before the day so many days back, whatever its score; hence no max_by. */
function query(inputs: TableInputs): string {
  const before = (days: number): string => `cast(${day(inputs)} - interval '${days}' day as date)`;
  return `
  with
  readings as (
    select * from build.scores.scores where as_of <= ${day(inputs)}
  ),
  profile as (${profileQuery(inputs)}
  ),
  earlier as (
    select
      account_id,
      score_name,
      max(as_of) filter (where as_of <= ${before(7)}) as on_7d,
      max(as_of) filter (where as_of <= ${before(30)}) as on_30d,
      max(as_of) filter (where as_of <= ${before(90)}) as on_90d,
    from readings
    group by account_id, score_name
  ),
  final as (
    select
      readings.*,
      profile.* exclude (account_id, as_of),
      cast(readings.score - reading_7d.score as decimal(9, 4)) as score_change_7d,
      cast(readings.score - reading_30d.score as decimal(9, 4)) as score_change_30d,
      cast(readings.score - reading_90d.score as decimal(9, 4)) as score_change_90d,
      ${markOf(inputs)} as score_mark,
      ${literal(inputs.snapshotId)} as snapshot_id,
    from readings
    inner join earlier using (account_id, score_name)
    left join profile using (account_id)
    left join readings as reading_7d
      on reading_7d.account_id = readings.account_id
      and reading_7d.score_name = readings.score_name
      and reading_7d.as_of = earlier.on_7d
    left join readings as reading_30d
      on reading_30d.account_id = readings.account_id
      and reading_30d.score_name = readings.score_name
      and reading_30d.as_of = earlier.on_30d
    left join readings as reading_90d
      on reading_90d.account_id = readings.account_id
      and reading_90d.score_name = readings.score_name
      and reading_90d.as_of = earlier.on_90d
    where readings.as_of = ${day(inputs)}
  )
  select ${columnList(SCORE_COLUMNS)} from final`;
}

/** SQL for the mark of readings.score: the best one that it reaches. */
export function markOf({ marks = [] }: Pick<TableInputs, 'marks'>): string {
  const best = [...marks].sort((a, b) => b.from - a.from);
  const cases = best.map(
    ({ score, letter, from }) =>
      `when readings.score_name = ${literal(score)} and readings.score >= cast(${literal(String(from))} as decimal(9, 4)) then ${literal(letter)}`,
  );
  return `cast(${cases.length === 0 ? 'null' : `case ${cases.join(' ')} end`} as varchar)`;
}
