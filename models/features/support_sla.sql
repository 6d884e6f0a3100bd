-- How long the customer waits: medians of hours over the tickets of 90 days that were answered or resolved before the day, and
-- critical tickets apart, because these are the ones that end contracts.
with accounts as (
  select account_id, as_of, support_org_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

tickets as (
  select * from intermediate.int_support_tickets
),

recent as (
  select
    accounts.account_id,
    accounts.as_of,
    tickets.severity = 'critical' as is_critical,
    tickets.opened_at,
    tickets.respond_by,
    tickets.resolve_by,
    as_known(tickets.first_response_at, tickets.first_response_at, accounts.as_of) as answered_at,
    as_known(tickets.resolved_at, tickets.resolved_at, accounts.as_of) as resolved_at,
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
    median_of(seconds_between(opened_at, answered_at)) as answer_seconds,
    median_of(seconds_between(opened_at, resolved_at)) as resolution_seconds,
    count(*) filter (where answered_at > respond_by or (answered_at is null and respond_by < as_of)) as late_answers,
    count(*) filter (where resolved_at > resolve_by or (resolved_at is null and resolve_by < as_of)) as late_resolutions,
    count(*) filter (where is_critical and resolved_at <= resolve_by) as critical_in_time,
    count(*) filter (where is_critical and (resolved_at is not null or resolve_by < as_of)) as critical_due,
  from recent
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  ratio(counted.answer_seconds, 3600) as first_response_hours_median_90d,
  ratio(counted.resolution_seconds, 3600) as resolution_hours_median_90d,
  count_if_linked(accounts.support_org_id, counted.late_answers) as late_responses_90d,
  count_if_linked(accounts.support_org_id, counted.late_resolutions) as late_resolutions_90d,
  ratio(counted.critical_in_time, counted.critical_due) as share_critical_resolved_in_sla_90d,
from spine
left join accounts on accounts.account_id = spine.account_id and accounts.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
