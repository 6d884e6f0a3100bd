-- Copy this one for any count of different people: group by user first, then count. People whom the user list shows to be the
-- vendor's own or test users count no more from the day on which it does.
with accounts as (
  select account_id, as_of, workspace_id from features.account_profile
),

coverage as (
  select account_id, as_of, product_unseen_days from features.source_coverage
),

spine as (
  select account_id, as_of from spine.account_as_of
),

user_days as (
  select * from intermediate.int_product_user_days
),

outsiders as (
  select user_id, known_at from staging.stg_product__users where is_internal
),

last_seen as (
  select
    accounts.account_id,
    accounts.as_of,
    user_days.user_id,
    max(user_days.day) as last_day,
  from accounts
  inner join user_days
    on user_days.workspace_id = accounts.workspace_id
    and user_days.day >= days_before(accounts.as_of, 90)
    and visible(user_days.day, user_days.known_on, accounts.as_of)
  group by accounts.account_id, accounts.as_of, user_days.user_id
),

counted as (
  select
    last_seen.account_id,
    last_seen.as_of,
    count(*) as active_users_90d,
    count(*) filter (where last_seen.last_day >= days_before(last_seen.as_of, 30)) as active_users_30d,
    count(*) filter (where last_seen.last_day >= days_before(last_seen.as_of, 7)) as active_users_7d,
  from last_seen
  left join outsiders on outsiders.user_id = last_seen.user_id and outsiders.known_at < last_seen.as_of
  where outsiders.user_id is null
  group by last_seen.account_id, last_seen.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(covered(coalesce(counted.active_users_7d, 0), coverage.product_unseen_days, 7) as integer) as active_users_7d,
  cast(covered(coalesce(counted.active_users_30d, 0), coverage.product_unseen_days, 30) as integer) as active_users_30d,
  cast(covered(coalesce(counted.active_users_90d, 0), coverage.product_unseen_days, 90) as integer) as active_users_90d,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
