-- Copy this one for anything with dated columns: an invoice paid after the day was unpaid on it. Payments are unknown once
-- billing's feed has stopped, and everything is where the CRM names no billing customer: neither tells of a customer who pays.
with accounts as (
  select account_id, as_of, billing_customer_id from features.account_profile
),

coverage as (
  select account_id, as_of, billing_unseen_days from features.source_coverage
),

spine as (
  select account_id, as_of from spine.account_as_of
),

invoices as (
  select * from staging.stg_billing__invoices
),

overdue as (
  select
    accounts.account_id,
    accounts.as_of,
    count(*) as overdue_count,
    sum(invoices.amount_cents) as overdue_amount_cents,
    max(date_diff('day', invoices.due_on, accounts.as_of)) as oldest_overdue_days,
  from accounts
  inner join invoices
    on invoices.customer_id = accounts.billing_customer_id
    and visible(invoices.issued_on, invoices.known_at, accounts.as_of)
    and invoices.due_on < accounts.as_of
    and open_at(cast(invoices.paid_on as timestamp), accounts.as_of)
  group by accounts.account_id, accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(covered(coalesce(overdue.overdue_count, 0), coverage.billing_unseen_days, 30) as integer) as overdue_count,
  cast(covered(coalesce(overdue.overdue_amount_cents, 0), coverage.billing_unseen_days, 30) as bigint) as overdue_amount_cents,
  cast(covered(coalesce(overdue.oldest_overdue_days, 0), coverage.billing_unseen_days, 30) as integer) as oldest_overdue_days,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join overdue on overdue.account_id = spine.account_id and overdue.as_of = spine.as_of
