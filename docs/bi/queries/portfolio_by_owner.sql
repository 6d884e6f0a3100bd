-- Portfolio by owner: accounts and revenue by band, the mean score weighted by revenue, and what renews within ninety days.
select
  owner,
  currency,
  count(*) as accounts,
  count(*) filter (where band = 'good') as good,
  count(*) filter (where band = 'okay') as okay,
  count(*) filter (where band = 'poor') as poor,
  count(*) filter (where band = 'unknown') as band_unknown,
  sum(arr) as arr,
  sum(arr) filter (where band = 'poor') as arr_poor,
  sum(arr) filter (where days_to_renewal between 0 and 90) as arr_renewing_90d,
  cast(sum(arr * score) / nullif(sum(arr) filter (where score is not null), 0) as decimal(9, 1)) as score_by_arr
from current_scores
where score_name = 'health'
group by owner, currency
order by arr desc, owner
