-- Invoices due before the day and not settled before it: one that was settled later was overdue on it.
with spine as (
  select account_id, as_of from spine.account_as_of
),

invoices as (
  select * from staging.stg_ar__invoices
),

overdue as (
  select
    spine.account_id,
    spine.as_of,
    count(*) as overdue_count,
    sum(invoices.amount_cents) as overdue_amount_cents,
    max(days_between(invoices.due_on, spine.as_of)) as oldest_overdue_days,
  from spine
  inner join invoices
    on invoices.account_id = spine.account_id
    and visible(invoices.issued_on, invoices.known_at, spine.as_of)
    and invoices.due_on < spine.as_of
    and open_at(cast(invoices.settled_on as timestamp), spine.as_of)
  group by spine.account_id, spine.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(overdue.overdue_count, 0) as integer) as overdue_count,
  cast(coalesce(overdue.overdue_amount_cents, 0) as bigint) as overdue_amount_cents,
  cast(coalesce(overdue.oldest_overdue_days, 0) as integer) as oldest_overdue_days,
from spine
left join overdue on overdue.account_id = spine.account_id and overdue.as_of = spine.as_of
