with spine as (
  select account_id, as_of from spine.account_as_of
),

invoices as (
  select * from staging.stg_saas__invoices
),

billed as (
  select
    spine.account_id,
    spine.as_of,
    count(*) as invoices,
    sum(invoices.amount_cents) as billed_cents,
    max(invoices.invoice_date) as last_on,
  from spine
  inner join invoices
    on invoices.account_id = spine.account_id
    and visible(invoices.invoice_date, invoices.known_at, spine.as_of)
  group by spine.account_id, spine.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(billed.invoices, 0) as integer) as months_billed,
  cast(coalesce(billed.billed_cents, 0) as bigint) as billed_cents,
  days_between(billed.last_on, spine.as_of) as days_since_invoice,
from spine
left join billed on billed.account_id = spine.account_id and billed.as_of = spine.as_of
