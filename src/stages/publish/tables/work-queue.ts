import type { PublishedColumn, PublishedTable } from '../../../core/publish/published-table.ts';
import { literal } from '../../../core/sql/quote.ts';
import type { ActionInputs } from './action-inputs.ts';
import { FIRED_PLAYS } from './plays.ts';
import { profileQuery } from './profile-columns.ts';
import { ACCOUNT_ID, AS_OF, columnList, day, SNAPSHOT_ID } from './table-inputs.ts';

/** So many days to renewal halve the urgency. */
const HALF_URGENCY_DAYS = 90;

const COLUMNS: readonly PublishedColumn[] = [
  ACCOUNT_ID,
  AS_OF,
  { name: 'owner', type: 'varchar', description: 'Whose queue it is: the owner of accounts, or a role.' },
  { name: 'week_start', type: 'date', description: 'Monday of the week that the queue is for.' },
  { name: 'position', type: 'integer', description: 'Place in the queue of the owner, from 1 on.' },
  {
    name: 'priority',
    type: 'decimal(18,2)',
    description: 'arr x risk x 90 / (90 + days to renewal); without a renewal date as if it were a year off.',
    unit: 'currency',
  },
  { name: 'arr', type: 'decimal(18,2)', description: 'Annual recurring revenue at stake.', unit: 'currency' },
  {
    name: 'risk',
    type: 'double',
    description: 'How far the score is from its best, as a share of the scale; 0.5 where there is no score.',
    unit: 'share',
    range: '0 to 1',
  },
  {
    name: 'days_to_renewal',
    type: 'integer',
    description: 'Days from as_of to the next contract end.',
    unit: 'days',
  },
  { name: 'plays', type: 'varchar', description: 'The plays that wait, those due first named first.' },
  { name: 'due_on', type: 'date', description: 'Day by which the first of them is to be done.' },
  {
    name: 'capacity',
    type: 'integer',
    description: 'How many accounts the owner can take up in a week.',
    unit: 'accounts',
  },
  {
    name: 'left_out',
    type: 'integer',
    description: 'How many more accounts wait for this owner and found no place.',
    unit: 'accounts',
  },
  SNAPSHOT_ID,
];

/** What each owner should take up this week: the accounts with plays that wait, by priority, cut to the owner's capacity. */
export function workQueueTable(inputs: ActionInputs): PublishedTable {
  return {
    name: 'work_queue',
    description: 'One row per owner and account that the owner should take up in the week of as_of.',
    key: ['owner', 'as_of', 'account_id'],
    columns: COLUMNS,
    query: query(inputs),
  };
}

function query(inputs: ActionInputs): string {
  return `
  with
  waiting as (
    select owner, account_id, string_agg(play, ', ' order by due_on, play) as plays, min(due_on) as due_on
    from ${FIRED_PLAYS}
    where status not in ('done', 'closed')
    group by owner, account_id
  ),
  profile as (${profileQuery(inputs)}
  ),
  weighed as (
    select
      waiting.*,
      profile.arr,
      profile.days_to_renewal,
      coalesce(risks.risk, 0.5) as risk,
      cast(coalesce(cast(profile.arr as double), 0) * coalesce(risks.risk, 0.5)
        * (${HALF_URGENCY_DAYS} / cast(${HALF_URGENCY_DAYS} + greatest(coalesce(profile.days_to_renewal, 365), 0) as double))
        as decimal(18, 2)) as priority,
    from waiting
    left join profile on profile.account_id = waiting.account_id
    left join (${riskQuery(inputs)}
    ) as risks on risks.account_id = waiting.account_id
  ),
  placed as (
    select
      *,
      ${capacity(inputs)} as capacity,
      cast(row_number() over (partition by owner order by priority desc, account_id) as integer) as position,
      count(*) over (partition by owner) as count_waiting,
    from weighed
  ),
  final as (
    select
      *,
      ${day(inputs)} as as_of,
      cast(date_trunc('week', ${day(inputs)}) as date) as week_start,
      cast(greatest(count_waiting - capacity, 0) as integer) as left_out,
      ${literal(inputs.snapshotId)} as snapshot_id,
    from placed
    where position <= capacity
  )
  select ${columnList(COLUMNS)} from final`;
}

function riskQuery(inputs: ActionInputs): string {
  const { risk } = inputs.actions.queue;
  const card = inputs.scorecards.find(({ name }) => risk === undefined || name === risk);
  const { name, scale } = card ?? { name: '', scale: { min: 0, max: 1 } };
  return `
      select account_id, (${scale.max} - cast(score as double)) / ${scale.max - scale.min} as risk,
      from build.scores.scores
      where score_name = ${literal(name)} and as_of = ${day(inputs)}`;
}

function capacity({ actions }: ActionInputs): string {
  const { per_owner, owners } = actions.queue;
  const cases = Object.entries(owners).map(([owner, n]) => `when ${literal(owner)} then ${n}`);
  return cases.length === 0 ? String(per_owner) : `case owner ${cases.join(' ')} else ${per_owner} end`;
}
