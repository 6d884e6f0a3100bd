import type { PublishedColumn, PublishedTable } from '../../../core/publish/published-table.ts';
import { literal } from '../../../core/sql/quote.ts';
import type { ActionInputs } from './action-inputs.ts';
import { ALERT_OCCASIONS_CTE, scoredCtes } from './alert-occasions.ts';
import { episodeCtes, episodeId } from './episodes.ts';
import { profileQuery } from './profile-columns.ts';
import { ACCOUNT_ID, AS_OF, columnList, day, SCORE_NAME, SNAPSHOT_ID } from './table-inputs.ts';

const COLUMNS: readonly PublishedColumn[] = [
  ACCOUNT_ID,
  AS_OF,
  SCORE_NAME,
  { name: 'kind', type: 'varchar', description: 'band_drop, score_drop, red_flag or stale_data.' },
  { name: 'severity', type: 'varchar', description: 'high or medium.' },
  { name: 'message', type: 'varchar', description: 'What happened, in one sentence without names.' },
  { name: 'arr', type: 'decimal(18,2)', description: 'Annual recurring revenue at stake.', unit: 'currency' },
  {
    name: 'status',
    type: 'varchar',
    description:
      'new; worse than at any time before; open; recovered: it has ended, and stayed so for the cool-down; expired: quiet for so long, though not back where it was.',
  },
  { name: 'since', type: 'date', description: 'The reading on which it began.' },
  { name: 'last_seen_on', type: 'date', description: 'The last reading on which it held.' },
  {
    name: 'alert_id',
    type: 'varchar',
    description: 'Names the alert from its beginning to its end, the same on every day and every run.',
  },
  { name: 'owner', type: 'varchar', description: 'Who looks after the account, by name or id.' },
  SNAPSHOT_ID,
];

const SUBJECT = ['score_name', 'account_id', 'kind'] as const;

/** What is wrong and what has just ceased to be: episodes over the calendar's readings, each told as new and as over once. */
export function alertsTable(inputs: ActionInputs): PublishedTable {
  return {
    name: 'alerts',
    description: 'One row per account, score and kind of alert that is open, or has just ended.',
    key: ['score_name', 'account_id', 'as_of', 'kind'],
    columns: COLUMNS,
    query: query(inputs),
  };
}

/** What has ended is told on the first reading after the cool-down, and on the days up to the calendar's next. */
function query(inputs: ActionInputs): string {
  return `
  with
  ${scoredCtes(inputs)},
  ${ALERT_OCCASIONS_CTE},
  ${episodeCtes({ from: 'alert_occasions', subject: SUBJECT })},
  profile as (${profileQuery(inputs)}
  ),
  told as (
    select
      episodes.* exclude (as_of),
      episodes.as_of as last_seen_on,
      case
        when episodes.as_of = today.as_of and since = today.as_of then 'new'
        when episodes.as_of = today.as_of and level > worst_before then 'worse'
        when episodes.as_of = today.as_of or date_diff('day', episodes.as_of, today.as_of) <= cool_down_days then 'open'
        when episodes.as_of < this.before_on and date_diff('day', episodes.as_of, this.before_on) > cool_down_days then null
        when ${isBack()} then 'recovered'
        else 'expired'
      end as status,
    from episodes
    inner join readings as this on this.as_of = ${day(inputs)}
    inner join scored as today
      on today.account_id = episodes.account_id and today.score_name = episodes.score_name and today.as_of = ${day(inputs)}
  ),
  final as (
    select
      told.account_id,
      ${day(inputs)} as as_of,
      told.score_name,
      told.kind,
      case when kind = 'red_flag' or (kind <> 'stale_data' and level > 1) then 'high' else 'medium' end as severity,
      told.message,
      profile.arr,
      told.status,
      told.since,
      told.last_seen_on,
      ${episodeId('alert', ['told.score_name', 'told.account_id', 'told.kind'])} as alert_id,
      profile.owner,
      ${literal(inputs.snapshotId)} as snapshot_id,
    from told
    left join profile on profile.account_id = told.account_id
    where told.status is not null
  )
  select ${columnList(COLUMNS)} from final`;
}

/** A drop has recovered when it would be none any more, measured from where the first one began. */
function isBack(): string {
  return `case kind
          when 'band_drop' then coalesce(today.rank >= first_baseline, false)
          when 'score_drop' then coalesce(today.score > first_baseline - today.drop_points, false)
          else true
        end`;
}
