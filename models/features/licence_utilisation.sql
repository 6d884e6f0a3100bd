-- Copy this one for anything that reads a history: the row in force as of the day, by its validity interval. Seats are those of
-- the subscriptions as they were known on the day; 90 and 365 days ago, as they were known then.
with accounts as (
  select account_id, as_of, billing_customer_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

subscriptions as (
  select * from intermediate.int_subscription_history
),

lookbacks as (
  select days from (values (0), (90), (365)) as numbers (days)
),

seats as (
  select
    accounts.account_id,
    accounts.as_of,
    lookbacks.days,
    sum(subscriptions.seats) as seats,
  from accounts
  cross join lookbacks
  inner join subscriptions
    on subscriptions.customer_id = accounts.billing_customer_id
    and subscriptions.valid_from < days_before(accounts.as_of, lookbacks.days)
    and open_at(subscriptions.valid_to, days_before(accounts.as_of, lookbacks.days))
  group by accounts.account_id, accounts.as_of, lookbacks.days
),

bought as (
  select
    account_id,
    as_of,
    max(case when days = 0 then seats end) as seats_bought,
    max(case when days = 90 then seats end) as seats_90d_ago,
    max(case when days = 365 then seats end) as seats_365d_ago,
  from seats
  group by account_id, as_of
),

used as (
  select account_id, as_of, active_users_30d, active_users_90d from features.active_users
)

select
  spine.account_id,
  spine.as_of,
  cast(bought.seats_bought as integer) as seats_bought,
  cast(used.active_users_30d as integer) as seats_used_30d,
  ratio(used.active_users_90d, bought.seats_bought) as licence_utilisation,
  ratio(used.active_users_30d, bought.seats_bought) as share_seats_active_30d,
  cast(case
    when used.active_users_90d > bought.seats_bought then 0
    else bought.seats_bought - used.active_users_90d
  end as integer) as seats_unused_90d,
  cast(bought.seats_bought - bought.seats_90d_ago as integer) as seats_change_90d,
  cast(bought.seats_bought - bought.seats_365d_ago as integer) as seats_change_365d,
  ratio(bought.seats_bought - bought.seats_365d_ago, bought.seats_365d_ago) as share_seats_changed_365d,
from spine
left join bought on bought.account_id = spine.account_id and bought.as_of = spine.as_of
left join used on used.account_id = spine.account_id and used.as_of = spine.as_of
