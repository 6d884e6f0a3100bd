import type { PublishedColumn, PublishedTable } from '../../../core/publish/published-table.ts';
import { literal, qualified } from '../../../core/sql/quote.ts';
import type { ActionInputs } from './action-inputs.ts';
import { featureColumn, featureJoins } from './condition-sql.ts';
import { profileQuery } from './profile-columns.ts';
import { ACCOUNT_ID, AS_OF, columnList, day, SNAPSHOT_ID } from './table-inputs.ts';

const COLUMNS: readonly PublishedColumn[] = [
  ACCOUNT_ID,
  AS_OF,
  { name: 'due_on', type: 'date', description: 'The day; as_of itself for what is overdue.' },
  {
    name: 'kind',
    type: 'varchar',
    description: 'touch: by the agreed cadence; renewal: a talk ahead of it; objective: one is due.',
  },
  {
    name: 'item',
    type: 'varchar',
    description: 'Of a renewal the days before it, of an objective its id; empty for a touch.',
  },
  {
    name: 'overdue_days',
    type: 'integer',
    description: 'How long it has been due; 0 if it is not.',
    unit: 'days',
  },
  { name: 'owner', type: 'varchar', description: 'Who looks after the account, by name or id.' },
  {
    name: 'lifecycle_stage',
    type: 'varchar',
    description: 'Where the account stands in its life as a customer; touches may be closer together for it.',
  },
  {
    name: 'days_to_renewal',
    type: 'integer',
    description: 'Days from as_of to the next contract end.',
    unit: 'days',
  },
  SNAPSHOT_ID,
];

/** When to be in touch with each account next, over the days ahead. */
export function engagementPointsTable(inputs: ActionInputs): PublishedTable {
  return {
    name: 'engagement_points',
    description: 'One row per account and day ahead on which to be in touch, with the occasion.',
    key: ['account_id', 'as_of', 'due_on', 'kind', 'item'],
    columns: COLUMNS,
    query: query(inputs),
  };
}

function query(inputs: ActionInputs): string {
  const { horizon_days } = inputs.actions.engagement;
  const today = day(inputs);
  return `
  with
  profile as (${profileQuery(inputs)}
  ),
  points as (${[...touches(inputs), ...renewals(inputs), ...objectives(inputs)].join('\n    union all') || NONE}
  ),
  final as (
    select
      points.account_id,
      ${today} as as_of,
      greatest(points.wanted_on, ${today}) as due_on,
      points.kind,
      points.item,
      cast(greatest(date_diff('day', points.wanted_on, ${today}), 0) as integer) as overdue_days,
      profile.owner,
      profile.lifecycle_stage,
      profile.days_to_renewal,
      ${literal(inputs.snapshotId)} as snapshot_id,
    from points
    inner join profile on profile.account_id = points.account_id
    where points.wanted_on <= cast(${today} + ${horizon_days} as date)
  )
  select ${columnList(COLUMNS)} from final`;
}

const NONE = `
    select account_id, cast(null as date) as wanted_on, '' as kind, '' as item from profile where false`;

/**
 * The first touch by the agreed days since the last one, today where there was none; the others as many days after it, or after
 * today where it is overdue.
 */
function touches(inputs: ActionInputs): string[] {
  const {
    agreed_days: agreed,
    days_since_touch: since,
    at_most_days,
    horizon_days,
  } = inputs.actions.engagement;
  const stages = Object.entries(at_most_days).map(([stage, days]) => `when ${literal(stage)} then ${days}`);
  const limit =
    stages.length === 0 ? 'cast(null as integer)' : `case profile.lifecycle_stage ${stages.join(' ')} end`;
  if (agreed === undefined && stages.length === 0) return [];
  const features = [agreed, since].filter((feature) => feature !== undefined);
  const value = (feature: string | undefined) =>
    feature === undefined ? 'cast(null as integer)' : `cast(${featureColumn(feature)} as integer)`;
  const today = day(inputs);
  return [
    `
    select account_id, case when touch_no = 0 then first_on else cast(greatest(first_on, ${today}) + cast(touch_no * gap as integer) as date) end as wanted_on,
      'touch' as kind, '' as item,
    from (
      select
        account_id,
        gap,
        coalesce(cast(${today} - since + gap as date), ${today}) as first_on,
        unnest(range(0, cast(${horizon_days} // gap as bigint) + 1)) as touch_no,
      from (
        select
          profile.account_id,
          least(${value(agreed)}, ${limit}) as gap,
          ${value(since)} as since,
        from profile
        ${featureJoins(features, 'profile')}
      ) as cadence
      where gap > 0
    ) as series`,
  ];
}

function renewals(inputs: ActionInputs): string[] {
  const { before_renewal } = inputs.actions.engagement;
  if (before_renewal.length === 0) return [];
  return [
    `
    select account_id, cast(renewal_date - days_before as date) as wanted_on, 'renewal' as kind, cast(days_before as varchar) as item,
    from profile
    cross join (select unnest([${before_renewal.join(', ')}]) as days_before) as before_renewal
    where renewal_date - days_before >= ${day(inputs)}`,
  ];
}

/** Objectives in force on the day, as they were known then. */
function objectives(inputs: ActionInputs): string[] {
  const { objectives: history } = inputs.actions.engagement;
  if (history === undefined) return [];
  const today = day(inputs);
  return [
    `
    select account_id, due_on as wanted_on, 'objective' as kind, objective_id as item,
    from ${qualified(`build.${history}`)}
    where valid_from < ${today}
      and (replaced_at is null or replaced_at >= ${today})
      and (closed_on is null or closed_on >= ${today})
      and due_on is not null`,
  ];
}
