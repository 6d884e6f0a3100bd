select
  payment_id,
  invoice_id,
  customer_id as billing_customer_id,
  cast(paid_on as timestamp) as paid_at,
  cast(amount * 100 as bigint) as amount_cents,
  currency,
  method as payment_method,
  _known_at as known_at
from raw.billing__payments
