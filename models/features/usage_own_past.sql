-- Is this account's use unusual for itself? User-days by week over 16 weeks, weeks without use as zeros: the median of the last 4
-- against the median of the 12 before, in units of their spread (1.4826 x the median absolute deviation, at least one user-day).
-- One week's spike, now or then, moves neither median.
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

weeks as (
  select week
  from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15)) as numbers (week)
),

used as (
  select
    accounts.account_id,
    accounts.as_of,
    weeks_back(usage.day, accounts.as_of) as week,
    sum(usage.count_users) as user_days,
  from accounts
  inner join usage
    on usage.workspace_id = accounts.workspace_id
    and usage.day >= days_before(accounts.as_of, 112)
    and visible(usage.day, usage.known_on, accounts.as_of)
  group by accounts.account_id, accounts.as_of, weeks_back(usage.day, accounts.as_of)
),

lived as (
  select accounts.account_id, accounts.as_of, weeks.week, cast(coalesce(used.user_days, 0) as bigint) as user_days
  from accounts
  inner join coverage on coverage.account_id = accounts.account_id and coverage.as_of = accounts.as_of
  cross join weeks
  left join used
    on used.account_id = accounts.account_id and used.as_of = accounts.as_of and used.week = weeks.week
  where 7 * (weeks.week + 1) <= accounts.tenure_days and 7 * (weeks.week + 1) <= coverage.product_history_days
),

medians as (
  select
    account_id,
    as_of,
    median_of(case when week < 4 then user_days end) as recent,
    median_of(case when week >= 4 then user_days end) as usual,
  from lived
  group by account_id, as_of
  having count(*) >= 10
),

spread as (
  select
    lived.account_id,
    lived.as_of,
    1.4826e0 * median_of(abs(lived.user_days - medians.usual)) as deviation,
  from lived
  inner join medians on medians.account_id = lived.account_id and medians.as_of = lived.as_of
  where lived.week >= 4
  group by lived.account_id, lived.as_of
)

select
  spine.account_id,
  spine.as_of,
  covered(medians.usual, coverage.product_unseen_days, 28) as usual_user_days_a_week,
  covered(ratio(medians.recent - medians.usual, case when spread.deviation > 1 then spread.deviation else 1 end),
    coverage.product_unseen_days, 28) as usage_robust_z,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join medians on medians.account_id = spine.account_id and medians.as_of = spine.as_of
left join spread on spread.account_id = spine.account_id and spread.as_of = spine.as_of
