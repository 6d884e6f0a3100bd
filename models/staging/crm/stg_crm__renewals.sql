select
  renewal_id,
  account_id,
  term_start as term_starts_on,
  contract_end as contract_ends_on,
  term_months,
  case
    when stage = 'closed_lost' then 'churned'
    when arr_after < arr_before then 'contracted'
    when arr_after > arr_before then 'expanded'
    else 'renewed'
  end as outcome,
  notice_at,
  closed_at,
  cast(arr_before * 100 as bigint) as arr_before_cents,
  cast(arr_after * 100 as bigint) as arr_after_cents,
  currency,
  loss_reason,
  _known_at as known_at
from raw.crm__renewals
