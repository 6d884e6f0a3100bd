-- Visits in 30 days and how long they last. Of each user's day the version counts that was known on the day. The mean is moved by
-- a few long visits, the median is not; both count visits of a single event as 0 minutes.
with accounts as (
  select account_id, as_of, workspace_id from features.account_profile
),

coverage as (
  select account_id, as_of, product_unseen_days from features.source_coverage
),

people as (
  select account_id, as_of, active_users_30d from features.active_users
),

spine as (
  select account_id, as_of from spine.account_as_of
),

visits as (
  select * from intermediate.int_product_sessions
),

outsiders as (
  select user_id, known_at from staging.stg_product__users where is_internal
),

counted as (
  select
    accounts.account_id,
    accounts.as_of,
    count(*) as sessions,
    sum(visits.seconds) as seconds,
    median_of(visits.seconds) as median_seconds,
  from accounts
  inner join visits
    on visits.workspace_id = accounts.workspace_id
    and visits.day >= days_before(accounts.as_of, 30)
    and visits.day < accounts.as_of
    and valid_at(visits.known_on, visits.replaced_on, accounts.as_of)
  left join outsiders on outsiders.user_id = visits.user_id and outsiders.known_at < accounts.as_of
  where outsiders.user_id is null
  group by accounts.account_id, accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(covered(coalesce(counted.sessions, 0), coverage.product_unseen_days, 30) as integer) as sessions_30d,
  covered(ratio(coalesce(counted.sessions, 0), people.active_users_30d), coverage.product_unseen_days, 30)
    as sessions_per_user_30d,
  covered(ratio(counted.seconds, 60 * counted.sessions), coverage.product_unseen_days, 30) as session_minutes_mean_30d,
  covered(ratio(counted.median_seconds, 60), coverage.product_unseen_days, 30) as session_minutes_median_30d,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join people on people.account_id = spine.account_id and people.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
