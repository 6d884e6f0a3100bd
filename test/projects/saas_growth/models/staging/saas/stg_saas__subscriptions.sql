select
  subscription_id,
  account_id,
  trial_start_date,
  conversion_date,
  plan_name,
  cast(monthly_recurring_revenue * 100 as bigint) as mrr_cents,
  cancel_date,
  _known_at as known_at
from raw.saas__subscriptions
