select subscription_id, churn_flag, end_date
from staging.stg_ravenstack__subscriptions
where churn_flag <> (end_date is not null)
