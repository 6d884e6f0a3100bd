select
  account_id,
  product,
  product in ('meetings', 'search_unlimited') as is_add_on,
  start_date,
  end_date,
  bill_period_months as months,
  quantity,
  cast(round(mrr * (1 - cast(discount as decimal(4, 2))) * 100) as bigint) as mrr_cents,
  cast(discount as decimal(4, 2)) as discount,
  _known_at as known_at
from raw.crm5__subscriptions
