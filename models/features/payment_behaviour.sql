-- How the customer pays: days from issue to payment of invoices paid in a year, and the share of those due in it that were paid
-- by their due day. One paid after the day was unpaid on it; one overdue counts as not on time, unless billing's feed has
-- stopped: then nobody knows whether it is paid.
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

paid as (
  select
    accounts.account_id,
    accounts.as_of,
    count(*) as paid,
    median_of(days_between(invoices.issued_on, invoices.paid_on)) as days_to_pay,
    median_of(days_between(invoices.due_on, invoices.paid_on)) as days_late,
  from accounts
  inner join invoices
    on invoices.customer_id = accounts.billing_customer_id
    and invoices.paid_on >= days_before(accounts.as_of, 365)
    and visible(invoices.paid_on, invoices.known_at, accounts.as_of)
  group by accounts.account_id, accounts.as_of
),

due as (
  select
    accounts.account_id,
    accounts.as_of,
    count(*) as due,
    count(*) filter (where invoices.paid_on <= invoices.due_on) as on_time,
  from accounts
  inner join invoices
    on invoices.customer_id = accounts.billing_customer_id
    and visible(invoices.issued_on, invoices.known_at, accounts.as_of)
    and invoices.due_on >= days_before(accounts.as_of, 365)
    and invoices.due_on < accounts.as_of
  group by accounts.account_id, accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  paid.days_to_pay as days_to_pay_median_365d,
  paid.days_late as days_late_median_365d,
  covered(ratio(due.on_time, due.due), coverage.billing_unseen_days, 30) as share_paid_on_time_365d,
  cast(covered(coalesce(due.due, 0), coverage.billing_unseen_days, 365) as integer) as invoices_due_365d,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join paid on paid.account_id = spine.account_id and paid.as_of = spine.as_of
left join due on due.account_id = spine.account_id and due.as_of = spine.as_of
