-- How many of each band left: what a band has meant so far, with 95 % intervals.
select
  horizon_days,
  subject as band,
  value as churn_rate,
  ci_low,
  ci_high,
  n as decisions,
  n1 as churned
from current_backtest_metrics
where subject_kind = 'band' and score_name = 'health' and statistic = 'churn_rate' and segment is null
order by horizon_days, churn_rate desc nulls last, band
