import type { PublishedColumn, PublishedTable } from '../../../core/publish/published-table.ts';
import { literal } from '../../../core/sql/quote.ts';
import { profileQuery } from './profile-columns.ts';
import {
  ACCOUNT_ID,
  AS_OF,
  columnList,
  day,
  SCORE_NAME,
  SNAPSHOT_ID,
  type TableInputs,
} from './table-inputs.ts';

/** What an alert has to know of a scorecard. */
interface AlertScorecard {
  readonly name: string;
  /** Worst first, without `unknown`. */
  readonly bands: readonly string[];
  readonly scale: { readonly min: number; readonly max: number };
}

export interface AlertInputs extends TableInputs {
  readonly scorecards: readonly AlertScorecard[];
}

/** A score drop is worth an alert from this share of the scale on, within this many days; from twice the share on it is high. */
const DROP_SHARE = 0.1;
const DROP_DAYS = 30;

const COLUMNS: readonly PublishedColumn[] = [
  ACCOUNT_ID,
  AS_OF,
  SCORE_NAME,
  { name: 'kind', type: 'varchar', description: 'band_drop or score_drop.' },
  { name: 'severity', type: 'varchar', description: 'high or medium.' },
  { name: 'message', type: 'varchar', description: 'What happened, in one sentence without names.' },
  { name: 'arr', type: 'decimal(18,2)', description: 'Annual recurring revenue at stake.', unit: 'currency' },
  SNAPSHOT_ID,
];

/** What got worse since the reading before (bands) and within 30 days (scores). */
export function alertsTable(inputs: AlertInputs): PublishedTable {
  return {
    name: 'alerts',
    description: 'One row per account, score and kind of turn for the worse.',
    key: ['score_name', 'account_id', 'as_of', 'kind'],
    columns: COLUMNS,
    query: query(inputs),
  };
}

function query(inputs: AlertInputs): string {
  return `
  with
  readings as (
    select * from build.scores.scores where as_of <= ${day(inputs)}
  ),
  today as (
    select * from readings where as_of = ${day(inputs)}
  ),
  profile as (${profileQuery(inputs)}
  ),
  ${rankTables(inputs.scorecards)},
  band_drops as (
    select
      today.account_id,
      today.score_name,
      'band_drop' as kind,
      case when now.rank = 1 then 'high' else 'medium' end as severity,
      'band fell from ' || today.previous_band || ' to ' || today.band as message,
    from today
    inner join bands as now on now.score_name = today.score_name and now.band = today.band
    inner join bands as before on before.score_name = today.score_name and before.band = today.previous_band
    where now.rank < before.rank
  ),
  earlier as (
    select account_id, score_name, max(as_of) as as_of
    from readings
    where as_of <= cast(${day(inputs)} - interval '${DROP_DAYS}' day as date)
    group by account_id, score_name
  ),
  score_drops as (
    select
      today.account_id,
      today.score_name,
      'score_drop' as kind,
      case when before.score - today.score >= 2 * scales.drop_points then 'high' else 'medium' end as severity,
      'score fell by ' || cast(cast(before.score - today.score as decimal(9, 1)) as varchar)
        || ' from ' || cast(cast(before.score as decimal(9, 1)) as varchar)
        || ' on ' || cast(before.as_of as varchar) as message,
    from today
    inner join earlier using (account_id, score_name)
    inner join readings as before
      on before.account_id = earlier.account_id
      and before.score_name = earlier.score_name
      and before.as_of = earlier.as_of
    inner join scales on scales.score_name = today.score_name
    where before.score - today.score >= scales.drop_points
  ),
  final as (
    select
      alerts.*,
      ${day(inputs)} as as_of,
      profile.arr,
      ${literal(inputs.snapshotId)} as snapshot_id,
    from (select * from band_drops union all select * from score_drops) as alerts
    left join profile using (account_id)
  )
  select ${columnList(COLUMNS)} from final`;
}

/** Bands by rank from the worst, and how many points of each score count as a drop. */
function rankTables(scorecards: readonly AlertScorecard[]): string {
  const ranks = scorecards.flatMap(({ name, bands }) =>
    bands.map((band, i) => `(${literal(name)}, ${literal(band)}, ${i + 1})`),
  );
  const drops = scorecards.map(
    ({ name, scale }) => `(${literal(name)}, cast(${(scale.max - scale.min) * DROP_SHARE} as decimal(9, 4)))`,
  );
  return `bands as (
    select * from (values ${ranks.join(', ') || "('', '', 0)"}) as bands (score_name, band, rank)
  ),
  scales as (
    select * from (values ${drops.join(', ') || "('', 0)"}) as scales (score_name, drop_points)
  )`;
}
