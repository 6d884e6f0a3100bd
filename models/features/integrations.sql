-- Is the product tied into the customer's own systems? Connected of all that were ever meant to be, how many the customer's daily
-- process runs over, and whether data still flows.
with accounts as (
  select account_id, as_of, workspace_id from features.account_profile
),

coverage as (
  select account_id, as_of, syncs_unseen_days from features.source_coverage
),

spine as (
  select account_id, as_of from spine.account_as_of
),

integrations as (
  select * from staging.stg_product__integrations
),

syncs as (
  select * from staging.stg_product__syncs
),

counted as (
  select
    accounts.account_id,
    accounts.as_of,
    count(*) as planned,
    count(*) filter (where integrations.status = 'connected') as connected,
    count(*) filter (where integrations.status = 'disconnected') as disconnected,
    count(*) filter (where integrations.status = 'connected' and integrations.in_daily_process) as in_daily_process,
  from accounts
  inner join integrations
    on integrations.workspace_id = accounts.workspace_id
    and valid_at(integrations.valid_from, integrations.valid_to, accounts.as_of)
  group by accounts.account_id, accounts.as_of
),

last_syncs as (
  select
    accounts.account_id,
    accounts.as_of,
    syncs.integration_id,
    max(syncs.synced_at) as synced_at,
  from accounts
  inner join syncs
    on syncs.workspace_id = accounts.workspace_id
    and syncs.synced_at >= days_before(accounts.as_of, 365)
    and visible(syncs.synced_at, syncs.known_at, accounts.as_of)
  group by accounts.account_id, accounts.as_of, syncs.integration_id
),

synced as (
  select
    account_id,
    as_of,
    max(synced_at) as last_sync_at,
    count(*) filter (where synced_at >= days_before(as_of, 30)) as syncing,
  from last_syncs
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(case when accounts.workspace_id is not null then coalesce(counted.planned, 0) end as integer) as integrations_planned,
  cast(case when accounts.workspace_id is not null then coalesce(counted.connected, 0) end as integer) as integrations_connected,
  cast(case when accounts.workspace_id is not null then coalesce(counted.disconnected, 0) end as integer)
    as integrations_disconnected,
  ratio(counted.connected, counted.planned) as share_integrations_connected,
  cast(case when accounts.workspace_id is not null then coalesce(counted.in_daily_process, 0) end as integer)
    as integrations_in_daily_process,
  case when accounts.workspace_id is not null then coalesce(counted.in_daily_process, 0) > 0 end as is_part_of_daily_process,
  cast(covered(case when counted.connected > 0 then coalesce(synced.syncing, 0) end, coverage.syncs_unseen_days, 30) as integer)
    as integrations_syncing_30d,
  covered(days_between(synced.last_sync_at, spine.as_of), coverage.syncs_unseen_days, 30) as days_since_last_sync,
from spine
left join accounts on accounts.account_id = spine.account_id and accounts.as_of = spine.as_of
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
left join synced on synced.account_id = spine.account_id and synced.as_of = spine.as_of
