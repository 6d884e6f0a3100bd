-- Does the score tell who leaves? AUC by days before the decision, 0.5 being chance; where there is no value the reason says why.
select
  horizon_days,
  value as auc,
  ci_low,
  ci_high,
  n as decisions,
  n1 as churned,
  reason
from current_backtest_metrics
where subject_kind = 'score' and subject = 'health' and statistic = 'auc' and segment is null
order by horizon_days
