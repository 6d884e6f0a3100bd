select
  customer_id || ' ' || bought_on || ' ' || cds || ' ' || amount as purchase_id,
  cast(customer_id as varchar) as account_id,
  bought_on,
  cds,
  cast(amount * 100 as bigint) as amount_cents,
  _known_at as known_at
from raw.shop__purchases
