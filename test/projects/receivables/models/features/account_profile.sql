-- Who the customer is as of the day. The export knows its country and no more.
with spine as (
  select account_id, as_of from spine.account_as_of
),

invoices as (
  select account_id, country_code, issued_on, known_at from staging.stg_ar__invoices
),

seen as (
  select
    spine.account_id,
    spine.as_of,
    max(invoices.country_code) as country_code,
    min(invoices.issued_on) as first_issued_on,
  from spine
  inner join invoices
    on invoices.account_id = spine.account_id
    and visible(invoices.issued_on, invoices.known_at, spine.as_of)
  group by spine.account_id, spine.as_of
)

select
  account_id,
  as_of,
  account_id as account_name,
  cast(null as varchar) as owner,
  country_code as segment,
  case when days_between(first_issued_on, as_of) <= 90 then 'new' else 'established' end as lifecycle_stage,
  cast(null as bigint) as arr_cents,
  cast(null as varchar) as currency,
  cast(null as date) as renewal_date,
  cast(null as integer) as days_to_renewal,
from seen
