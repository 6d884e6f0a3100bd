-- Upgrades and downgrades, licences bought and cancelled, over a year: most contracts change once a year, at their renewal. A
-- cancellation gives back all its licences; a first contract buys all of its.
with accounts as (
  select account_id, as_of, billing_customer_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

changes as (
  select * from intermediate.int_subscription_changes
),

counted as (
  select
    accounts.account_id,
    accounts.as_of,
    count(*) filter (where changes.plan_rank_change > 0) as upgrades,
    count(*) filter (where changes.plan_rank_change < 0) as downgrades,
    sum(changes.seats_change) filter (where changes.seats_change > 0) as seats_bought,
    sum(-changes.seats_change) filter (where changes.seats_change < 0) as seats_cancelled,
    max(changes.changed_at) filter (where changes.annual_change_cents < 0) as reduced_at,
  from accounts
  inner join changes
    on changes.customer_id = accounts.billing_customer_id
    and changes.changed_at >= days_before(accounts.as_of, 365)
    and changes.changed_at < accounts.as_of
  group by accounts.account_id, accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  count_if_linked(accounts.billing_customer_id, counted.upgrades) as plan_upgrades_365d,
  count_if_linked(accounts.billing_customer_id, counted.downgrades) as plan_downgrades_365d,
  count_if_linked(accounts.billing_customer_id, counted.seats_bought) as licences_bought_365d,
  count_if_linked(accounts.billing_customer_id, counted.seats_cancelled) as licences_cancelled_365d,
  days_between(counted.reduced_at, spine.as_of) as days_since_reduction,
from spine
left join accounts on accounts.account_id = spine.account_id and accounts.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
