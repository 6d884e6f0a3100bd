select usage.usage_id, usage.usage_date, subscriptions.start_date
from staging.stg_ravenstack__feature_usage as usage
inner join staging.stg_ravenstack__subscriptions as subscriptions on subscriptions.subscription_id = usage.subscription_id
where usage.usage_date < subscriptions.start_date
