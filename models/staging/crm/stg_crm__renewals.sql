select
  renewal_id,
  account_id,
  term_start,
  contract_end,
  term_months,
  stage,
  notice_at,
  closed_at,
  cast(arr_before * 100 as bigint) as arr_before_cents,
  cast(arr_after * 100 as bigint) as arr_after_cents,
  currency,
  loss_reason,
  _known_at as known_at
from raw.crm__renewals
