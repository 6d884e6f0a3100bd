select
  spine.account_id,
  spine.as_of,
  spine.account_id as account_name,
  cast(null as varchar) as owner,
  'all' as segment,
  'established' as lifecycle_stage,
  cast(100000 as bigint) as arr_cents,
  'EUR' as currency,
  cast(null as date) as renewal_date,
  spine.as_of < current_date as is_active,
from spine.account_as_of as spine
inner join features.usage as usage on usage.account_id = spine.account_id and usage.as_of = spine.as_of
