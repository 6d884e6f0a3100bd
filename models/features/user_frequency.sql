-- How often those who use the product use it. "Daily" is the average over the window and no single day, because yesterday may
-- have been a Sunday; so DAU / MAU is the share of days on which an average monthly user was there.
with accounts as (
  select account_id, as_of, workspace_id from features.account_profile
),

coverage as (
  select account_id, as_of, product_unseen_days from features.source_coverage
),

people as (
  select account_id, as_of, active_users_7d, active_users_30d from features.active_users
),

spine as (
  select account_id, as_of from spine.account_as_of
),

usage as (
  select * from intermediate.int_customer_days
),

summed as (
  select
    accounts.account_id,
    accounts.as_of,
    sum(usage.count_users) as user_days_30d,
    sum(usage.count_users) filter (where usage.day >= days_before(accounts.as_of, 7)) as user_days_7d,
    sum(usage.count_events) as events_30d,
  from accounts
  inner join usage
    on usage.workspace_id = accounts.workspace_id
    and usage.day >= days_before(accounts.as_of, 30)
    and visible(usage.day, usage.known_on, accounts.as_of)
  group by accounts.account_id, accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(covered(coalesce(summed.user_days_30d, 0), coverage.product_unseen_days, 30) as integer) as user_days_30d,
  cast(covered(coalesce(summed.events_30d, 0), coverage.product_unseen_days, 30) as bigint) as events_30d,
  covered(ratio(coalesce(summed.user_days_30d, 0), 30), coverage.product_unseen_days, 30) as daily_users_30d,
  covered(ratio(summed.user_days_7d, 7 * people.active_users_7d), coverage.product_unseen_days, 7) as dau_wau_ratio,
  covered(ratio(summed.user_days_30d, 30 * people.active_users_30d), coverage.product_unseen_days, 30) as dau_mau_ratio,
  covered(ratio(people.active_users_7d, people.active_users_30d), coverage.product_unseen_days, 7) as wau_mau_ratio,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join people on people.account_id = spine.account_id and people.as_of = spine.as_of
left join summed on summed.account_id = spine.account_id and summed.as_of = spine.as_of
