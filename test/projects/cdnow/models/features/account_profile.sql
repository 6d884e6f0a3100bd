-- Who the customer is as of the day. The file knows a number and no more.
select
  account_id,
  as_of,
  account_id as account_name,
  cast(null as varchar) as owner,
  cast(null as varchar) as segment,
  cast(null as varchar) as lifecycle_stage,
  cast(null as bigint) as arr_cents,
  cast(null as varchar) as currency,
  cast(null as date) as renewal_date,
  cast(null as integer) as days_to_renewal,
from spine.account_as_of
