-- Silence: a customer that used to write and no longer does has given up on us, while one that never wrote may be content. So
-- no ticket in 90 days counts as silence only where there were at least two in the 275 days before these.
with accounts as (
  select account_id, as_of, support_org_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
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
  cast(date_diff('day', cast(counted.last_opened_at as date), spine.as_of) as integer) as days_since_ticket,
  case
    when accounts.support_org_id is not null then coalesce(counted.recent, 0) = 0 and coalesce(counted.earlier, 0) >= 2
  end as is_silent_to_support,
from spine
left join accounts on accounts.account_id = spine.account_id and accounts.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
