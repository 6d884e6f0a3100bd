-- A customer is one from its first invoice on. Nothing in the export says that one ever left.
select
  account_id,
  min(issued_on) as live_from,
  cast(null as date) as live_to,
from staging.stg_ar__invoices
group by account_id
