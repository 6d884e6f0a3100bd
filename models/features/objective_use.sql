-- Does the customer use what serves its objectives? Each current objective has its events (seeds.objective_features); one without
-- any of them in 30 days is not being worked on with the product.
with accounts as (
  select account_id, as_of, workspace_id from features.account_profile
),

coverage as (
  select account_id, as_of, product_unseen_days from features.source_coverage
),

spine as (
  select account_id, as_of from spine.account_as_of
),

outsiders as (
  select user_id, known_at from staging.stg_product__users where is_internal
),

wanted as (
  select accounts.account_id, accounts.as_of, accounts.workspace_id, objectives.objective_id, features_of.event_name
  from accounts
  inner join intermediate.int_objective_history as objectives
    on objectives.account_id = accounts.account_id
    and objectives.valid_from < accounts.as_of
    and open_at(cast(objectives.closed_on as timestamp), accounts.as_of)
    and open_at(objectives.replaced_at, accounts.as_of)
  inner join seeds.objective_features as features_of on features_of.kind = objectives.kind
),

serving as (
  select distinct account_id, as_of, workspace_id, event_name from wanted
),

by_user as (
  select serving.account_id, serving.as_of, serving.event_name, feature_days.user_id, sum(feature_days.count_events) as events
  from serving
  inner join intermediate.int_product_feature_days as feature_days
    on feature_days.workspace_id = serving.workspace_id
    and feature_days.event_name = serving.event_name
    and feature_days.day >= days_before(serving.as_of, 30)
    and visible(feature_days.day, feature_days.known_on, serving.as_of)
  group by serving.account_id, serving.as_of, serving.event_name, feature_days.user_id
),

by_event as (
  select by_user.account_id, by_user.as_of, by_user.event_name, sum(by_user.events) as events
  from by_user
  left join outsiders on outsiders.user_id = by_user.user_id and outsiders.known_at < by_user.as_of
  where outsiders.user_id is null
  group by by_user.account_id, by_user.as_of, by_user.event_name
),

events as (
  select account_id, as_of, sum(events) as events from by_event group by account_id, as_of
),

counted as (
  select
    wanted.account_id,
    wanted.as_of,
    count(distinct wanted.objective_id) as objectives,
    count(distinct case when by_event.events > 0 then wanted.objective_id end) as in_use,
  from wanted
  left join by_event
    on by_event.account_id = wanted.account_id and by_event.as_of = wanted.as_of and by_event.event_name = wanted.event_name
  group by wanted.account_id, wanted.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(covered(case when counted.objectives > 0 then coalesce(events.events, 0) end, coverage.product_unseen_days, 30) as bigint)
    as objective_feature_events_30d,
  covered(ratio(counted.in_use, counted.objectives), coverage.product_unseen_days, 30) as share_objectives_in_use_30d,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
left join events on events.account_id = spine.account_id and events.as_of = spine.as_of
