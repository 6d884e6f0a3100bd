with events as (
  select distinct account_id, churn_date from staging.stg_ravenstack__churn_events
)

select subscriptions.subscription_id, subscriptions.account_id, subscriptions.end_date
from staging.stg_ravenstack__subscriptions as subscriptions
left join events on events.account_id = subscriptions.account_id and events.churn_date = subscriptions.end_date
where subscriptions.end_date is not null and events.account_id is null
