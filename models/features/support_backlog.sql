-- What is still unsolved: tickets open as of the day, however long ago they were opened. One resolved on the day was open on it.
with accounts as (
  select account_id, as_of, support_org_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

tickets as (
  select * from intermediate.int_support_tickets
),

counted as (
  select
    accounts.account_id,
    accounts.as_of,
    count(*) as open_tickets,
    count(*) filter (where tickets.severity in ('critical', 'high')) as severe,
    count(*) filter (where tickets.resolve_by < accounts.as_of) as overdue,
    count(*) filter (where tickets.escalated_at < accounts.as_of) as escalated,
    sum(date_diff('day', cast(tickets.opened_at as date), accounts.as_of)) as age_days,
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
  count_if_linked(accounts.support_org_id, counted.severe) as backlog_severe,
  count_if_linked(accounts.support_org_id, counted.overdue) as backlog_overdue,
  count_if_linked(accounts.support_org_id, counted.escalated) as backlog_escalated,
  ratio(counted.age_days, counted.open_tickets) as backlog_mean_age_days,
from spine
left join accounts on accounts.account_id = spine.account_id and accounts.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
