-- What the back-test is judged against: each paid subscription, at the end of each of its billing periods that the export has seen.
with subscriptions as (
  select * from staging.stg_ravenstack__subscriptions where not is_trial
),

accounts as (
  select account_id, industry from staging.stg_ravenstack__accounts
),

-- The last day the export knows of: a period that ends later is open, whatever has become of the subscription by now.
seen as (
  select max(start_date) as last_day from staging.stg_ravenstack__subscriptions
),

-- A series of numbers is DuckDB's own; on another engine it is a table of numbers.
periods as (
  select
    subscriptions.*,
    seen.last_day,
    unnest(range(periods_begun(subscriptions.start_date, subscriptions.billing_months, seen.last_day) + 1)) as period,
  from subscriptions
  cross join seen
),

dated as (
  select
    *,
    months_after(start_date, period * billing_months) as period_start,
    months_after(start_date, (period + 1) * billing_months) as contract_end,
  from periods
),

decided as (
  select
    *,
    case
      when contract_end > last_day then 'open'
      when end_date <= contract_end then 'churned'
      else 'renewed'
    end as outcome,
  from dated
  where period = 0 or end_date is null or end_date > period_start
)

select
  decided.subscription_id || ' ' || cast(decided.contract_end as varchar) as decision_id,
  decided.account_id,
  case when decided.billing_months = 1 then decided.start_date else decided.period_start end as term_start,
  decided.contract_end as decision_date,
  decided.outcome,
  cast(case decided.outcome when 'churned' then decided.end_date when 'renewed' then decided.contract_end end as timestamp) as outcome_known_at,
  decided.arr_cents as arr_before_cents,
  case decided.outcome when 'churned' then 0 when 'renewed' then decided.arr_cents end as arr_after_cents,
  accounts.industry as segment,
from decided
inner join accounts on accounts.account_id = decided.account_id
