-- By hand this is no join of every account with 90 days of users. A user's last day as of a date stands from the day on which it
-- could be seen until a later one could: so each (user, day) answers for a few dates, and each date counts once.
with outsiders as (
  select user_id from staging.stg_product__users where is_internal
),

dates as (
  select distinct as_of from spine.account_as_of
),

last_days as (
  select
    workspace_id, day, greatest(day, known_on) as seen_on,
    coalesce(
      min(greatest(day, known_on)) over (
        partition by workspace_id, user_id order by day, known_on rows between 1 following and unbounded following
      ),
      date '9999-12-31'
    ) as until
  from intermediate.int_product_user_days
  anti join outsiders using (user_id)
  where day >= getvariable('first_as_of') - 90 and day < getvariable('last_as_of')
),

counted as (
  select
    workspace_id, as_of,
    count(*) filter (where day >= as_of - 7) as active_users_7d,
    count(*) filter (where day >= as_of - 30) as active_users_30d,
    count(*) as active_users_90d
  from last_days
  inner join dates on as_of > seen_on and as_of <= until and as_of <= day + 90
  group by workspace_id, as_of
)

select
  spine.account_id, spine.as_of,
  cast(coalesce(active_users_7d, 0) as integer) as active_users_7d,
  cast(coalesce(active_users_30d, 0) as integer) as active_users_30d,
  cast(coalesce(active_users_90d, 0) as integer) as active_users_90d
from spine.account_as_of as spine
left join features.account_profile using (account_id, as_of)
left join counted on counted.workspace_id = account_profile.workspace_id and counted.as_of = spine.as_of
