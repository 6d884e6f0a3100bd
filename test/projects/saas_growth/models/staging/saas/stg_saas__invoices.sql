select invoice_id, account_id, invoice_date, cast(amount * 100 as bigint) as amount_cents, _known_at as known_at
from raw.saas__invoices
