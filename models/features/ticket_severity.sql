-- How grave the tickets of 90 days are, how often they come back, and how many there are for a customer of that size. Severity is
-- what it was at opening: the help desk does not change it later.
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

seats as (
  select account_id, as_of, seats_bought from features.licence_utilisation
),

counted as (
  select
    accounts.account_id,
    accounts.as_of,
    count(*) as tickets,
    count(*) filter (where tickets.severity = 'critical') as critical,
    count(*) filter (where tickets.severity in ('critical', 'high')) as severe,
    count(*) filter (where tickets.reopened_at < accounts.as_of) as reopened,
  from accounts
  inner join tickets
    on tickets.org_id = accounts.support_org_id
    and tickets.opened_at >= days_before(accounts.as_of, 90)
    and visible(tickets.opened_at, tickets.known_at, accounts.as_of)
  group by accounts.account_id, accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(covered(coalesce(counted.critical, 0), coverage.support_unseen_days, 90) as integer) as tickets_critical_90d,
  cast(covered(coalesce(counted.severe, 0), coverage.support_unseen_days, 90) as integer) as tickets_severe_90d,
  ratio(counted.severe, counted.tickets) as share_tickets_severe_90d,
  cast(covered(coalesce(counted.reopened, 0), coverage.support_unseen_days, 90) as integer) as tickets_reopened_90d,
  ratio(counted.reopened, counted.tickets) as share_tickets_reopened_90d,
  ratio(covered(coalesce(counted.tickets, 0), coverage.support_unseen_days, 90), seats.seats_bought) as tickets_per_seat_90d,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join seats on seats.account_id = spine.account_id and seats.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
