select
  invoice_id,
  customer_id as billing_customer_id,
  cast(issued_on as timestamp) as issued_at,
  cast(due_on as timestamp) as due_at,
  cast(paid_on as timestamp) as paid_at,
  cast(amount * 100 as bigint) as amount_cents,
  currency,
  status,
  _known_at as known_at
from raw.billing__invoices
