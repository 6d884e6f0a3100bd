-- Who is at risk, and why: the revenue that is furthest from the best score first.
select
  account_name,
  owner,
  arr,
  currency,
  score,
  band,
  score_change_30d,
  renewal_date,
  reason_1,
  reason_2,
  reason_3,
  cast(arr * (100 - score) / 100 as decimal(18, 2)) as arr_short_of_best
from current_scores
where score_name = 'health' and band <> 'good'
order by arr_short_of_best desc, account_id
limit 50
