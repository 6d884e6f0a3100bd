-- Copy this one for anything that reads a history: the row in force as of the day, by its validity interval.
with accounts as (
  select account_id, as_of, billing_customer_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

subscriptions as (
  select * from intermediate.int_subscription_history
),

bought as (
  select
    accounts.account_id,
    accounts.as_of,
    sum(subscriptions.seats) as seats_bought,
  from accounts
  inner join subscriptions
    on subscriptions.customer_id = accounts.billing_customer_id
    and subscriptions.valid_from < accounts.as_of
    and open_at(subscriptions.valid_to, accounts.as_of)
  group by accounts.account_id, accounts.as_of
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
from spine
left join bought on bought.account_id = spine.account_id and bought.as_of = spine.as_of
left join used on used.account_id = spine.account_id and used.as_of = spine.as_of
