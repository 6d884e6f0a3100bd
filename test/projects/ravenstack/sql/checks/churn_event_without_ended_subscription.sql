with ends as (
  select distinct account_id, end_date from staging.stg_ravenstack__subscriptions where end_date is not null
)

select events.churn_event_id, events.account_id, events.churn_date
from staging.stg_ravenstack__churn_events as events
left join ends on ends.account_id = events.account_id and ends.end_date = events.churn_date
where ends.account_id is null
