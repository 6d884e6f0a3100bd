-- Where use is going: user-days by week over 12 weeks, of which those before the first contract or before the feed began are left
-- out. The slope is least squares over weeks 0 (the last) to n - 1, all from integer sums: a week without use adds nothing to
-- them, and the sums over the weeks themselves are known from n.
with accounts as (
  select account_id, as_of, workspace_id, tenure_days from features.account_profile
),

coverage as (
  select account_id, as_of, product_unseen_days, product_history_days from features.source_coverage
),

spine as (
  select account_id, as_of from spine.account_as_of
),

usage as (
  select * from intermediate.int_customer_days
),

lived as (
  select
    accounts.account_id,
    accounts.as_of,
    accounts.workspace_id,
    coverage.product_unseen_days,
    case
      when accounts.tenure_days >= 84 and coverage.product_history_days >= 84 then 12
      when accounts.tenure_days < coverage.product_history_days then whole_weeks(accounts.tenure_days)
      else whole_weeks(coverage.product_history_days)
    end as n,
  from accounts
  inner join coverage on coverage.account_id = accounts.account_id and coverage.as_of = accounts.as_of
),

summed as (
  select
    lived.account_id,
    lived.as_of,
    sum(usage.count_users) as y,
    sum(usage.count_users * -weeks_back(usage.day, lived.as_of)) as xy,
    sum(usage.count_users) filter (where usage.day >= days_before(lived.as_of, 28)) as last_4,
    sum(usage.count_users)
      filter (where usage.day >= days_before(lived.as_of, 56) and usage.day < days_before(lived.as_of, 28)) as before_4,
  from lived
  inner join usage
    on usage.workspace_id = lived.workspace_id
    and usage.day >= days_before(lived.as_of, 84)
    and visible(usage.day, usage.known_on, lived.as_of)
  where usage.day >= days_before(lived.as_of, 7 * lived.n)
  group by lived.account_id, lived.as_of
),

fitted as (
  select
    lived.account_id,
    lived.as_of,
    lived.n,
    lived.product_unseen_days,
    coalesce(summed.y, 0) as y,
    -- n times the sums of squares and products about the mean; with x = 0, -1 … 1 - n, sum(x) is -n (n - 1) / 2
    12 * lived.n * coalesce(summed.xy, 0) + 6 * lived.n * (lived.n - 1) * coalesce(summed.y, 0) as products,
    lived.n * lived.n * (lived.n * lived.n - 1) as squares,
    coalesce(summed.last_4, 0) as last_4,
    coalesce(summed.before_4, 0) as before_4,
  from lived
  left join summed on summed.account_id = lived.account_id and summed.as_of = lived.as_of
)

select
  spine.account_id,
  spine.as_of,
  covered(case when fitted.n >= 4 then ratio(products, squares) end, product_unseen_days, 28) as usage_slope_12w,
  covered(case when fitted.n >= 4 then ratio(products * fitted.n, squares * y) end, product_unseen_days, 28)
    as usage_slope_relative_12w,
  covered(case when fitted.n >= 8 then ratio(last_4 - before_4, before_4) end, product_unseen_days, 28) as usage_change_4w,
from spine
left join fitted on fitted.account_id = spine.account_id and fitted.as_of = spine.as_of
