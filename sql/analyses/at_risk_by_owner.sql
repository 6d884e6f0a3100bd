-- What each CSM has at risk, a row for each currency: run it against the serving file, published/_serve/holdfast.duckdb. The mean
-- score, weighted by revenue, leaves out accounts of which too little is known to have one.
select
  owner,
  currency,
  count(*) as accounts,
  count(*) filter (where band = 'poor') as accounts_poor,
  coalesce(sum(arr) filter (where band = 'poor'), 0) as arr_poor,
  cast(sum(arr * score) / nullif(sum(arr) filter (where score is not null), 0) as decimal(9, 1)) as score_by_arr,
from current_scores
where score_name = 'health'
group by owner, currency
order by arr_poor desc, owner, currency
