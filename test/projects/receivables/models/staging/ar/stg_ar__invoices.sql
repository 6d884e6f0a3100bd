select
  invoice_id,
  customer_id as account_id,
  country_code,
  issued_on,
  due_on,
  cast(amount * 100 as bigint) as amount_cents,
  settled_on,
  days_to_settle as days_to_settle_stated,
  days_late as days_late_stated,
  paperless_from,
  bill,
  _known_at as known_at
from raw.ar__invoices
