-- Where each point of one account comes from; the points add up to its score exactly. Here of the account with the lowest score.
with account as (
  select account_id from current_scores where score_name = 'health' order by score, account_id limit 1
)

select
  account_id,
  dimension,
  item,
  kind,
  coalesce(raw_text, cast(raw_value as varchar)) as value,
  points,
  max_points,
  state
from current_score_measures
where score_name = 'health' and account_id = (select account_id from account)
order by max_points - points desc, dimension, item, kind
