with events as (
  select distinct account_id from staging.stg_ravenstack__churn_events
)

select accounts.account_id, accounts.churn_flag
from staging.stg_ravenstack__accounts as accounts
left join events on events.account_id = accounts.account_id
where accounts.churn_flag <> (events.account_id is not null)
