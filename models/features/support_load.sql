-- How much support the customer asks for and whether it gets what the contract promises. Copy this one for durations against a
-- target: each instant counts only once it has passed, so a ticket resolved on or after the day was open on it.
with accounts as (
  select account_id, as_of, support_org_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

coverage as (
  select account_id, as_of, support_unseen_days from features.source_coverage
),

tickets as (
  select * from intermediate.int_support_tickets
),

recent as (
  select
    accounts.account_id,
    accounts.as_of,
    tickets.respond_by,
    tickets.resolve_by,
    as_known(tickets.first_response_at, tickets.first_response_at, accounts.as_of) as first_response_at,
    as_known(tickets.resolved_at, tickets.resolved_at, accounts.as_of) as resolved_at,
    as_known(tickets.escalated_at, tickets.escalated_at, accounts.as_of) as escalated_at,
  from accounts
  inner join tickets
    on tickets.org_id = accounts.support_org_id
    and tickets.opened_at >= days_before(accounts.as_of, 90)
    and visible(tickets.opened_at, tickets.known_at, accounts.as_of)
),

counted as (
  select
    account_id,
    as_of,
    count(*) as tickets_90d,
    count(*) filter (where escalated_at is not null) as escalations_90d,
    count(*) filter (where first_response_at <= respond_by) as responded_in_time,
    count(*) filter (where first_response_at is not null or respond_by < as_of) as response_due,
    count(*) filter (where resolved_at <= resolve_by) as resolved_in_time,
    count(*) filter (where resolved_at is not null or resolve_by < as_of) as resolution_due,
  from recent
  group by account_id, as_of
),

backlog as (
  select
    accounts.account_id,
    accounts.as_of,
    count(*) as tickets_open,
    max(date_diff('day', cast(tickets.opened_at as date), accounts.as_of)) as oldest_days,
  from accounts
  inner join tickets
    on tickets.org_id = accounts.support_org_id
    and visible(tickets.opened_at, tickets.known_at, accounts.as_of)
    and open_at(tickets.resolved_at, accounts.as_of)
  group by accounts.account_id, accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(covered(coalesce(counted.tickets_90d, 0), coverage.support_unseen_days, 90) as integer) as tickets_90d,
  count_if_linked(accounts.support_org_id, backlog.tickets_open) as tickets_open,
  cast(covered(coalesce(counted.escalations_90d, 0), coverage.support_unseen_days, 90) as integer) as escalations_90d,
  cast(backlog.oldest_days as integer) as backlog_oldest_days,
  ratio(counted.responded_in_time, counted.response_due) as share_first_response_in_sla_90d,
  ratio(counted.resolved_in_time, counted.resolution_due) as share_resolved_in_sla_90d,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join accounts on accounts.account_id = spine.account_id and accounts.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
left join backlog on backlog.account_id = spine.account_id and backlog.as_of = spine.as_of
