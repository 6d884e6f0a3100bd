-- The rollup that usage features read. A use dated before its subscription began, or after it ended, can't have happened: it is
-- left out here and counted by sql/checks.
with usage as (
  select * from staging.stg_ravenstack__feature_usage
),

subscriptions as (
  select subscription_id, account_id, start_date, end_date from staging.stg_ravenstack__subscriptions
)

select
  subscriptions.account_id,
  usage.feature_name,
  usage.usage_date as day,
  usage.known_on,
  cast(sum(usage.usage_count) as bigint) as uses,
  cast(sum(usage.error_count) as bigint) as errors,
from usage
inner join subscriptions on subscriptions.subscription_id = usage.subscription_id
where usage.usage_date between subscriptions.start_date and coalesce(subscriptions.end_date, date '9999-12-31')
group by subscriptions.account_id, usage.feature_name, usage.usage_date, usage.known_on
