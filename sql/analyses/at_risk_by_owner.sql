-- What each CSM has at risk: run it against the serving file, published/_serve/holdfast.duckdb.
select
  owner,
  count(*) as accounts,
  count(*) filter (where band = 'poor') as accounts_poor,
  coalesce(sum(arr) filter (where band = 'poor'), 0) as arr_poor,
  round(sum(score * arr) / sum(arr), 1) as score_by_arr,
from current_scores
where score_name = 'health'
group by owner
order by arr_poor desc, owner
