select
  payment_id,
  invoice_id,
  customer_id,
  paid_on,
  cast(amount * 100 as bigint) as amount_cents,
  currency,
  method,
  _known_at as known_at
from raw.billing__payments
