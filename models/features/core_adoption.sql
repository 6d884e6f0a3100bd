-- The features that carry the product's value (seeds.core_features; several events may be of one feature): breadth is how many of
-- them the account uses, depth how much its active people do with them, reach how many of its active people touch them at all.
with accounts as (
  select account_id, as_of, workspace_id from features.account_profile
),

listed as (select count(distinct feature) as features from seeds.core_features),

coverage as (
  select account_id, as_of, product_unseen_days from features.source_coverage
),

people as (
  select account_id, as_of, active_users_30d from features.active_users
),

spine as (
  select account_id, as_of from spine.account_as_of
),

core_days as (
  select feature_days.*, core.feature
  from intermediate.int_product_feature_days as feature_days
  inner join seeds.core_features as core on core.event_name = feature_days.event_name
),

outsiders as (
  select user_id, known_at from staging.stg_product__users where is_internal
),

everybody as (
  select
    accounts.account_id,
    accounts.as_of,
    core_days.user_id,
    core_days.feature,
    sum(core_days.count_events) as events,
  from accounts
  inner join core_days
    on core_days.workspace_id = accounts.workspace_id
    and core_days.day >= days_before(accounts.as_of, 30)
    and visible(core_days.day, core_days.known_on, accounts.as_of)
  group by accounts.account_id, accounts.as_of, core_days.user_id, core_days.feature
),

counted as (
  select
    everybody.account_id,
    everybody.as_of,
    count(distinct everybody.feature) as breadth,
    count(distinct everybody.user_id) as users,
    count(*) as features_of_users,
    sum(everybody.events) as events,
  from everybody
  left join outsiders on outsiders.user_id = everybody.user_id and outsiders.known_at < everybody.as_of
  where outsiders.user_id is null
  group by everybody.account_id, everybody.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(covered(coalesce(counted.breadth, 0), coverage.product_unseen_days, 30) as integer) as core_features_used_30d,
  covered(ratio(coalesce(counted.breadth, 0), listed.features), coverage.product_unseen_days, 30)
    as share_core_features_used_30d,
  cast(covered(coalesce(counted.events, 0), coverage.product_unseen_days, 30) as bigint) as core_events_30d,
  cast(covered(coalesce(counted.users, 0), coverage.product_unseen_days, 30) as integer) as core_users_30d,
  covered(ratio(coalesce(counted.users, 0), people.active_users_30d), coverage.product_unseen_days, 30)
    as share_users_on_core_30d,
  covered(ratio(coalesce(counted.events, 0), people.active_users_30d), coverage.product_unseen_days, 30)
    as core_events_per_user_30d,
  covered(ratio(coalesce(counted.features_of_users, 0), people.active_users_30d), coverage.product_unseen_days, 30)
    as core_features_per_user_30d,
from spine
cross join listed
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join people on people.account_id = spine.account_id and people.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
