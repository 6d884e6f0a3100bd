select
  event_id,
  customer_id,
  subscription_id,
  event_type,
  effective_on,
  plan,
  seats,
  cast(annual_amount * 100 as bigint) as annual_amount_cents,
  currency,
  term_months,
  term_start,
  term_end,
  _known_at as known_at
from raw.billing__subscriptions
