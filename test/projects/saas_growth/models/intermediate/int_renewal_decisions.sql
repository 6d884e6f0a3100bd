-- What the back-test is judged against: each paid subscription, at the end of each of its quarters that the export has seen.
with subscriptions as (
  select * from staging.stg_saas__subscriptions where conversion_date is not null
),

-- The last day the export knows of.
seen as (
  select max(invoice_date) as last_day from staging.stg_saas__invoices
),

-- A series of numbers is DuckDB's own; on another engine it is a table of numbers.
quarters as (
  select
    subscriptions.*,
    seen.last_day,
    unnest(range(periods_begun(subscriptions.conversion_date, 3, seen.last_day) + 1)) as quarter,
  from subscriptions
  cross join seen
),

dated as (
  select
    *,
    months_after(conversion_date, quarter * 3) as quarter_start,
    months_after(conversion_date, (quarter + 1) * 3) as quarter_end,
  from quarters
),

decided as (
  select
    *,
    case
      when quarter_end > last_day then 'open'
      when cancel_date <= quarter_end then 'churned'
      else 'renewed'
    end as outcome,
  from dated
  where quarter = 0 or cancel_date is null or cancel_date > quarter_start
)

select
  decided.account_id || ' ' || cast(decided.quarter_end as varchar) as decision_id,
  decided.account_id,
  decided.conversion_date as term_start,
  decided.quarter_end as decision_date,
  decided.outcome,
  cast(case decided.outcome when 'churned' then decided.cancel_date when 'renewed' then decided.quarter_end end as timestamp) as outcome_known_at,
  decided.mrr_cents * 12 as arr_before_cents,
  case decided.outcome when 'churned' then 0 when 'renewed' then decided.mrr_cents * 12 end as arr_after_cents,
  decided.plan_name as segment,
from decided
