/** A company in ten files: usage and accounts, one rollup, two features. Tests change what they need. */
export const smallProject: Readonly<Record<string, string>> = {
  'pipeline.yml': `
name: small
sources: { path: exports }
calendar: { every: week, from: 2026-01-05 }
accounts: { lifetimes: intermediate.int_lifetimes, profile: features.profile }
`,
  'models/staging/app/_app__sources.yml': `
system: app
sources:
  - name: accounts
    description: One row per account.
    kind: events
    files: [{ path: 'accounts/*.csv', format: { type: csv } }]
    key: [account_id]
    event_time: opened_at
    columns:
      - { name: account_id, type: varchar, believed: fixed }
      - { name: opened_at, type: timestamp, believed: fixed }
  - name: usage
    description: One row per event.
    kind: events
    files: [{ path: 'usage/*.csv', format: { type: csv } }]
    key: [event_id]
    event_time: happened_at
    columns:
      - { name: event_id, type: varchar, believed: fixed }
      - { name: account_id, type: varchar, believed: fixed }
      - { name: happened_at, type: timestamp, believed: fixed }
`,
  'models/staging/app/stg_app__accounts.sql': `
select account_id, cast(opened_at as date) as opened_on from raw.app__accounts`,
  'models/staging/app/stg_app__accounts.yml': `
description: One row per account.
grain: [account_id]
columns:
  - { name: account_id, type: varchar, description: The account. }
  - { name: opened_on, type: date, description: First day. }
`,
  'models/staging/app/stg_app__usage.sql': `
select event_id, account_id, happened_at, _known_at as known_at from raw.app__usage`,
  'models/staging/app/stg_app__usage.yml': `
description: One row per event.
grain: [event_id]
columns:
  - { name: event_id, type: varchar, description: The event. }
  - { name: account_id, type: varchar, description: The account. }
  - { name: happened_at, type: timestamp, description: When. }
  - { name: known_at, type: timestamp, description: When it could be seen. }
`,
  'models/intermediate/int_lifetimes.sql': `
select account_id, opened_on as live_from, cast(null as date) as live_to from staging.stg_app__accounts`,
  'models/intermediate/int_lifetimes.yml': `
description: One row per account.
grain: [account_id]
columns:
  - { name: account_id, type: varchar, description: The account. }
  - { name: live_from, type: date, description: First day. }
  - { name: live_to, type: date, description: Last day. }
`,
  'models/intermediate/int_usage_days.sql': `
select
  account_id,
  cast(happened_at as date) as day,
  cast(known_at as date) as known_on,
  count(*) as count_events,
from staging.stg_app__usage
group by 1, 2, 3`,
  'models/intermediate/int_usage_days.yml': `
description: One row per account, day and day on which it became known.
grain: [account_id, day, known_on]
materialized: incremental
partition_by: day
columns:
  - { name: account_id, type: varchar, description: The account. }
  - { name: day, type: date, description: UTC day. }
  - { name: known_on, type: date, description: UTC day known. }
  - { name: count_events, type: bigint, description: Events. }
`,
  'models/features/usage.sql': `
with used as (
  select spine.account_id, spine.as_of, cast(sum(days.count_events) as bigint) as events_28d
  from spine.account_as_of as spine
  inner join intermediate.int_usage_days as days
    on days.account_id = spine.account_id and days.day < spine.as_of and days.known_on < spine.as_of
    and days.day >= cast(spine.as_of - interval '28' day as date)
  group by spine.account_id, spine.as_of
)
select spine.account_id, spine.as_of, coalesce(used.events_28d, 0) as events_28d
from spine.account_as_of as spine
left join used on used.account_id = spine.account_id and used.as_of = spine.as_of`,
  'models/features/usage.yml': `
description: One row per account_id x as_of.
grain: [account_id, as_of]
columns:
  - { name: account_id, type: varchar, description: The account. }
  - { name: as_of, type: date, description: As-of date. }
  - { name: events_28d, type: bigint, description: Events in 28 days., checks: [not_null, { in_range: { min: 0 } }] }
`,
  'models/features/profile.sql': `
select
  spine.account_id,
  spine.as_of,
  spine.account_id as account_name,
  cast(null as varchar) as owner,
  'all' as segment,
  'established' as lifecycle_stage,
  cast(100000 as bigint) as arr_cents,
  'EUR' as currency,
  cast(null as date) as renewal_date,
  usage.events_28d > 0 as is_active,
from spine.account_as_of as spine
inner join features.usage as usage on usage.account_id = spine.account_id and usage.as_of = spine.as_of`,
  'models/features/profile.yml': `
description: One row per account_id x as_of.
grain: [account_id, as_of]
columns:
  - { name: account_id, type: varchar, description: The account. }
  - { name: as_of, type: date, description: As-of date. }
  - { name: account_name, type: varchar, description: Name. }
  - { name: owner, type: varchar, description: The CSM. }
  - { name: segment, type: varchar, description: Segment. }
  - { name: lifecycle_stage, type: varchar, description: Stage. }
  - { name: arr_cents, type: bigint, description: ARR. }
  - { name: currency, type: varchar, description: Currency. }
  - { name: renewal_date, type: date, description: Renewal. }
  - { name: is_active, type: boolean, description: Any event. }
`,
};
