with ended as (
  select distinct account_id from staging.stg_ravenstack__subscriptions where end_date is not null
)

select accounts.account_id, accounts.churn_flag
from staging.stg_ravenstack__accounts as accounts
left join ended on ended.account_id = accounts.account_id
where accounts.churn_flag <> (ended.account_id is not null)
