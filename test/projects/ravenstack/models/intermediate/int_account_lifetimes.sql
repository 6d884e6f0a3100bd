-- When each account was a customer: the stretches in which at least one of its paid subscriptions ran.
with subscriptions as (
  select * from staging.stg_ravenstack__subscriptions where not is_trial
),

followed as (
  select
    subscription_id,
    account_id,
    start_date,
    coalesce(end_date, date '9999-12-31') as end_date,
    max(coalesce(end_date, date '9999-12-31')) over (
      partition by account_id
      order by start_date, subscription_id
      rows between unbounded preceding and 1 preceding
    ) as ran_until,
  from subscriptions
),

numbered as (
  select
    account_id,
    start_date,
    end_date,
    sum(case when ran_until >= start_date then 0 else 1 end) over (
      partition by account_id
      order by start_date, subscription_id
      rows between unbounded preceding and current row
    ) as stretch,
  from followed
)

select
  account_id,
  min(start_date) as live_from,
  nullif(max(end_date), date '9999-12-31') as live_to,
from numbered
group by account_id, stretch
