-- Copy this one for durations against a target: SLA hours come from seeds, each instant counts only once it has passed.
with accounts as (
  select account_id, as_of, support_org_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

targets as (
  select * from seeds.sla_targets
),

tickets as (
  select
    tickets.org_id,
    tickets.opened_at,
    tickets.known_at,
    tickets.resolved_at,
    tickets.first_response_at,
    tickets.escalated_at,
    tickets.opened_at + to_hours(targets.first_response_hours) as respond_by,
    tickets.opened_at + to_hours(targets.resolution_hours) as resolve_by,
  from staging.stg_support__tickets as tickets
  left join targets on targets.severity = tickets.severity
),

visible_tickets as (
  select
    accounts.account_id,
    accounts.as_of,
    tickets.opened_at,
    tickets.respond_by,
    tickets.resolve_by,
    as_known(tickets.first_response_at, tickets.first_response_at, accounts.as_of) as first_response_at,
    as_known(tickets.resolved_at, tickets.resolved_at, accounts.as_of) as resolved_at,
    as_known(tickets.escalated_at, tickets.escalated_at, accounts.as_of) as escalated_at,
    tickets.opened_at >= days_before(accounts.as_of, 90) as is_recent,
    cast(date_diff('day', cast(tickets.opened_at as date), accounts.as_of) as integer) as age_days,
  from accounts
  inner join tickets
    on tickets.org_id = accounts.support_org_id
    and visible(tickets.opened_at, tickets.known_at, accounts.as_of)
),

counted as (
  select
    account_id,
    as_of,
    count(*) filter (where is_recent) as tickets_90d,
    count(*) filter (where is_recent and escalated_at is not null) as escalations_90d,
    count(*) filter (where resolved_at is null) as tickets_open,
    max(age_days) filter (where resolved_at is null) as backlog_oldest_days,
    count(*) filter (where is_recent and first_response_at <= respond_by) as responded_in_time,
    count(*) filter (where is_recent and (first_response_at is not null or respond_by < as_of)) as response_due,
    count(*) filter (where is_recent and resolved_at <= resolve_by) as resolved_in_time,
    count(*) filter (where is_recent and (resolved_at is not null or resolve_by < as_of)) as resolution_due,
  from visible_tickets
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(case when accounts.support_org_id is not null then coalesce(counted.tickets_90d, 0) end as integer) as tickets_90d,
  cast(case when accounts.support_org_id is not null then coalesce(counted.tickets_open, 0) end as integer) as tickets_open,
  cast(case when accounts.support_org_id is not null then coalesce(counted.escalations_90d, 0) end as integer) as escalations_90d,
  counted.backlog_oldest_days,
  ratio(counted.responded_in_time, counted.response_due) as share_first_response_in_sla_90d,
  ratio(counted.resolved_in_time, counted.resolution_due) as share_resolved_in_sla_90d,
from spine
left join accounts on accounts.account_id = spine.account_id and accounts.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
