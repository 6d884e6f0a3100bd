-- Silence: a customer that used to write and no longer does has given up on us, while one that never wrote may be content. So
-- no ticket in 90 days counts as silence only where there were at least two in the 275 days before these.
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
  select org_id, opened_at, known_at from intermediate.int_support_tickets
),

counted as (
  select
    accounts.account_id,
    accounts.as_of,
    count(*) filter (where tickets.opened_at >= days_before(accounts.as_of, 90)) as recent,
    count(*) filter (where tickets.opened_at < days_before(accounts.as_of, 90)) as earlier,
    max(tickets.opened_at) as last_opened_at,
  from accounts
  inner join tickets
    on tickets.org_id = accounts.support_org_id
    and tickets.opened_at >= days_before(accounts.as_of, 365)
    and visible(tickets.opened_at, tickets.known_at, accounts.as_of)
  group by accounts.account_id, accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  covered(days_between(counted.last_opened_at, spine.as_of), coverage.support_unseen_days, 30) as days_since_ticket,
  covered(coalesce(counted.recent, 0) = 0 and coalesce(counted.earlier, 0) >= 2, coverage.support_unseen_days, 30)
    as is_silent_to_support,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
