-- Who the account is as of the day. Plan and price are known from the day on which it became paid.
with spine as (
  select account_id, as_of from spine.account_as_of
),

accounts as (
  select * from staging.stg_saas__accounts
),

subscriptions as (
  select * from staging.stg_saas__subscriptions
)

select
  spine.account_id,
  spine.as_of,
  'Account ' || spine.account_id as account_name,
  cast(null as varchar) as owner,
  subscriptions.plan_name as segment,
  case when days_between(subscriptions.conversion_date, spine.as_of) <= 90 then 'new' else 'established' end as lifecycle_stage,
  accounts.industry,
  accounts.company_size,
  subscriptions.mrr_cents * 12 as arr_cents,
  'CAD' as currency,
  cast(null as date) as renewal_date,
  cast(null as integer) as days_to_renewal,
from spine
inner join accounts
  on accounts.account_id = spine.account_id
  and visible(accounts.signup_date, accounts.known_at, spine.as_of)
inner join subscriptions
  on subscriptions.account_id = spine.account_id
  and visible(subscriptions.conversion_date, subscriptions.known_at, spine.as_of)
