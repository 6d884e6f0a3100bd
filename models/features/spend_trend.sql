-- Where the customer's spending goes over half a year and a year; commercial has the quarter. Recurring revenue then and now are
-- both of subscriptions that were in force and known on their day; invoices say what was really billed.
with accounts as (
  select account_id, as_of, billing_customer_id from features.account_profile
),

coverage as (
  select account_id, as_of, billing_unseen_days from features.source_coverage
),

spine as (
  select account_id, as_of from spine.account_as_of
),

subscriptions as (
  select * from intermediate.int_subscription_history
),

recurring as (
  select
    accounts.account_id,
    accounts.as_of,
    sum(subscriptions.annual_amount_cents) filter (
      where open_at(subscriptions.valid_to, accounts.as_of)
    ) as cents_now,
    sum(subscriptions.annual_amount_cents) filter (
      where subscriptions.valid_from < days_before(accounts.as_of, 180)
      and open_at(subscriptions.valid_to, days_before(accounts.as_of, 180))
    ) as cents_180d,
    sum(subscriptions.annual_amount_cents) filter (
      where subscriptions.valid_from < days_before(accounts.as_of, 365)
      and open_at(subscriptions.valid_to, days_before(accounts.as_of, 365))
    ) as cents_365d,
  from accounts
  inner join subscriptions
    on subscriptions.customer_id = accounts.billing_customer_id
    and subscriptions.valid_from < accounts.as_of
    and open_at(subscriptions.valid_to, days_before(accounts.as_of, 365))
  group by accounts.account_id, accounts.as_of
),

invoices as (
  select customer_id, issued_on, known_at, amount_cents from staging.stg_billing__invoices
),

invoiced as (
  select
    accounts.account_id,
    accounts.as_of,
    sum(invoices.amount_cents) as cents,
  from accounts
  inner join invoices
    on invoices.customer_id = accounts.billing_customer_id
    and invoices.issued_on >= days_before(accounts.as_of, 365)
    and visible(invoices.issued_on, invoices.known_at, accounts.as_of)
  group by accounts.account_id, accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  ratio(recurring.cents_now - recurring.cents_180d, recurring.cents_180d) as mrr_change_180d,
  ratio(recurring.cents_now - recurring.cents_365d, recurring.cents_365d) as mrr_change_365d,
  cast(covered(coalesce(invoiced.cents, 0), coverage.billing_unseen_days, 365) as bigint) as invoiced_365d_cents,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join recurring on recurring.account_id = spine.account_id and recurring.as_of = spine.as_of
left join invoiced on invoiced.account_id = spine.account_id and invoiced.as_of = spine.as_of
