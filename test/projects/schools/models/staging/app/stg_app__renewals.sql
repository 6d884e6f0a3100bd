-- Every term is a year: the due day lies 365 days after the signup.
select
  renewal_id,
  user_id as account_id,
  cast(due_date - 365 as date) as term_start,
  due_date,
  outcome,
  churn_reason,
  original_plan as plan,
  cast(arr_usd * 100 as bigint) as arr_stated_cents,
  cast(expansion_usd * 100 as bigint) as expansion_cents,
  _known_at as known_at
from raw.app__renewals
