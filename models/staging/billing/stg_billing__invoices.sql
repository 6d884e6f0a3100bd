select
  invoice_id,
  customer_id,
  issued_on,
  due_on,
  paid_on,
  cast(amount * 100 as bigint) as amount_cents,
  currency,
  status,
  _known_at as known_at
from raw.billing__invoices
