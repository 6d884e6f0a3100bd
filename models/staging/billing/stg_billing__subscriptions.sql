select
  event_id as subscription_event_id,
  customer_id as billing_customer_id,
  subscription_id,
  event_type,
  effective_on,
  plan,
  seats,
  cast(annual_amount * 100 as bigint) as arr_cents,
  currency,
  term_months,
  term_start as term_starts_on,
  term_end as term_ends_on,
  _known_at as known_at
from raw.billing__subscriptions
