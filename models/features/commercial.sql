-- What the customer is worth and how that moved: the subscriptions in force as of the day against those 90 days before, each as
-- they were known on their own day. A cancelled subscription stays in force with no seats: it is worth 0 and no plan.
with accounts as (
  select account_id, as_of, billing_customer_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

subscriptions as (
  select * from intermediate.int_subscription_history
),

plans as (
  select * from seeds.plans
),

running as (
  select
    accounts.account_id,
    accounts.as_of,
    sum(subscriptions.annual_amount_cents) as annual_cents,
    max(plans.plan_rank) filter (where subscriptions.seats > 0) as plan_rank,
  from accounts
  inner join subscriptions
    on subscriptions.customer_id = accounts.billing_customer_id
    and subscriptions.valid_from < accounts.as_of
    and open_at(subscriptions.valid_to, accounts.as_of)
  left join plans on plans.plan = subscriptions.plan
  group by accounts.account_id, accounts.as_of
),

before as (
  select
    accounts.account_id,
    accounts.as_of,
    sum(subscriptions.annual_amount_cents) filter (
      where open_at(subscriptions.valid_to, days_before(accounts.as_of, 90))
    ) as annual_cents,
    max(subscriptions.annual_amount_cents) as most_cents_ever,
  from accounts
  inner join subscriptions
    on subscriptions.customer_id = accounts.billing_customer_id
    and subscriptions.valid_from < days_before(accounts.as_of, 90)
  group by accounts.account_id, accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  plans.plan,
  cast(round(ratio(running.annual_cents, 12)) as bigint) as mrr_cents,
  case
    when coalesce(running.annual_cents, 0) = 0 and before.annual_cents > 0 then 'churn'
    when coalesce(running.annual_cents, 0) = 0 then null
    when coalesce(before.annual_cents, 0) = 0 and before.most_cents_ever > 0 then 'reactivation'
    when coalesce(before.annual_cents, 0) = 0 then 'new'
    when running.annual_cents > before.annual_cents then 'expansion'
    when running.annual_cents < before.annual_cents then 'contraction'
    else 'flat'
  end as mrr_movement_class,
  ratio(running.annual_cents - before.annual_cents, before.annual_cents) as mrr_change_90d,
from spine
left join running on running.account_id = spine.account_id and running.as_of = spine.as_of
left join before on before.account_id = spine.account_id and before.as_of = spine.as_of
left join plans on plans.plan_rank = running.plan_rank
