-- How long each invoice took, from its dates alone. Every column but the first is believed only after settled_on.
select
  invoice_id,
  account_id,
  settled_on,
  known_at,
  days_between(issued_on, settled_on) as days_to_settle,
  case when settled_on > due_on then days_between(due_on, settled_on) else 0 end as days_late,
from staging.stg_ar__invoices
where settled_on is not null
