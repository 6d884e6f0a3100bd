select accounts.account_id, count(*) as subscriptions_running
from staging.stg_ravenstack__accounts as accounts
inner join staging.stg_ravenstack__subscriptions as subscriptions on subscriptions.account_id = accounts.account_id
where accounts.churn_flag and subscriptions.end_date is null
group by accounts.account_id
