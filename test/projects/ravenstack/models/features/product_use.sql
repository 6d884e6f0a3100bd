-- Sums over days of the rollup, up to 90 days back.
with spine as (
  select account_id, as_of from spine.account_as_of
),

usage as (
  select * from intermediate.int_feature_days
),

windowed as (
  select
    spine.account_id,
    spine.as_of,
    count(distinct usage.day) as active_days_90d,
    count(distinct usage.day) filter (where usage.day >= days_before(spine.as_of, 30)) as active_days_30d,
    count(distinct usage.feature_name) as features_used_90d,
    sum(usage.uses) as uses_90d,
    sum(usage.errors) as errors_90d,
    max(usage.day) as last_active_on,
  from spine
  inner join usage
    on usage.account_id = spine.account_id
    and usage.day >= days_before(spine.as_of, 90)
    and visible(usage.day, usage.known_on, spine.as_of)
  group by spine.account_id, spine.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(windowed.active_days_30d, 0) as integer) as active_days_30d,
  cast(coalesce(windowed.active_days_90d, 0) as integer) as active_days_90d,
  cast(coalesce(windowed.features_used_90d, 0) as integer) as features_used_90d,
  cast(coalesce(windowed.uses_90d, 0) as bigint) as uses_90d,
  ratio(windowed.errors_90d, windowed.uses_90d) as errors_per_use_90d,
  cast(date_diff('day', windowed.last_active_on, spine.as_of) as integer) as days_since_active,
from spine
left join windowed on windowed.account_id = spine.account_id and windowed.as_of = spine.as_of
