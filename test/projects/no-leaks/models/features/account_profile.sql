select
  spine.account_id,
  spine.as_of,
  spine.account_id as account_name,
  cast(null as varchar) as owner,
  accounts.plan as segment,
  'established' as lifecycle_stage,
  cast(100000 as bigint) as arr_cents,
  'EUR' as currency,
  cast(null as date) as renewal_date,
from spine.account_as_of as spine
inner join staging.stg_crm__accounts as accounts
  on accounts.account_id = spine.account_id
  and valid_at(accounts.valid_from, accounts.valid_to, spine.as_of)
