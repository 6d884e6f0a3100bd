-- Who the account is as of the day. What it buys is the sum of its paid subscriptions that run on the day.
with spine as (
  select account_id, as_of from spine.account_as_of
),

accounts as (
  select * from staging.stg_ravenstack__accounts
),

subscriptions as (
  select * from staging.stg_ravenstack__subscriptions where not is_trial
),

running as (
  select
    spine.account_id,
    spine.as_of,
    cast(sum(subscriptions.arr_cents) as bigint) as arr_cents,
    min(term_end(subscriptions.start_date, subscriptions.billing_months, spine.as_of)) as renewal_date,
    min(subscriptions.start_date) as oldest_start,
  from spine
  inner join subscriptions
    on subscriptions.account_id = spine.account_id
    and visible(subscriptions.start_date, subscriptions.known_at, spine.as_of)
    and open_at(subscriptions.end_date, spine.as_of)
  group by spine.account_id, spine.as_of
)

select
  spine.account_id,
  spine.as_of,
  accounts.account_name,
  cast(null as varchar) as owner,
  accounts.industry as segment,
  accounts.country,
  case when date_diff('day', running.oldest_start, spine.as_of) <= 90 then 'new' else 'established' end as lifecycle_stage,
  running.arr_cents,
  'USD' as currency,
  running.renewal_date,
  cast(date_diff('day', spine.as_of, running.renewal_date) as integer) as days_to_renewal,
from spine
inner join accounts
  on accounts.account_id = spine.account_id
  and visible(accounts.signup_date, accounts.known_at, spine.as_of)
left join running on running.account_id = spine.account_id and running.as_of = spine.as_of
