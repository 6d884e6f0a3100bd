select
  subscription_id,
  account_id,
  start_date,
  end_date,
  plan_tier,
  seats,
  cast(mrr_amount * 100 as bigint) as mrr_cents,
  cast(arr_amount * 100 as bigint) as arr_cents,
  is_trial,
  churn_flag,
  billing_frequency,
  case billing_frequency when 'monthly' then 1 when 'annual' then 12 end as billing_months,
  _known_at as known_at
from raw.ravenstack__subscriptions
