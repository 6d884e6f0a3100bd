-- Subscriptions that billing shows as running a month after the CRM had lost the renewal.
with lost as (
  select decisions.decision_id, decisions.decision_date, accounts.billing_customer_id
  from intermediate.int_renewal_decisions as decisions
  inner join staging.stg_crm__accounts as accounts
    on accounts.account_id = decisions.account_id
    and valid_at(accounts.valid_from, accounts.valid_to, decisions.decision_date)
  where decisions.outcome = 'churned'
)

select
  lost.decision_id,
  subscriptions.subscription_id,
  lost.decision_date,
from lost
inner join intermediate.int_subscription_history as subscriptions
  on subscriptions.customer_id = lost.billing_customer_id
  and subscriptions.seats > 0
  and subscriptions.valid_from < days_before(lost.decision_date, -30)
  and open_at(subscriptions.valid_to, days_before(lost.decision_date, -30))
