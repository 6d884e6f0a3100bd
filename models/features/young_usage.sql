-- Use of accounts that have had no whole window yet: over the days that there were since the first contract (and since the feed
-- began), brought up to 30 days. An account of 10 days with 8 active ones is as active as an old one with 24; in the plain count
-- it would look half asleep. For older accounts it is the plain count. Under 7 days a share says nothing.
with spine as (
  select account_id, as_of from spine.account_as_of
),

observed as (
  select
    accounts.account_id,
    accounts.as_of,
    case
      when accounts.tenure_days >= 30 and coverage.product_history_days >= 30 then 30
      when accounts.tenure_days < coverage.product_history_days then accounts.tenure_days
      else coverage.product_history_days
    end as days,
    usage.active_days_30d,
    frequency.user_days_30d,
    licences.seats_bought,
  from features.account_profile as accounts
  inner join features.source_coverage as coverage
    on coverage.account_id = accounts.account_id and coverage.as_of = accounts.as_of
  inner join features.active_days as usage on usage.account_id = accounts.account_id and usage.as_of = accounts.as_of
  inner join features.user_frequency as frequency
    on frequency.account_id = accounts.account_id and frequency.as_of = accounts.as_of
  inner join features.licence_utilisation as licences
    on licences.account_id = accounts.account_id and licences.as_of = accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(observed.days as integer) as days_observed_30d,
  case
    when observed.days < 7 then null
    when observed.active_days_30d > observed.days then cast(30 as double)
    else ratio(30 * observed.active_days_30d, observed.days)
  end as active_days_scaled_30d,
  case when observed.days >= 7 then ratio(30 * observed.user_days_30d, observed.days * observed.seats_bought) end
    as user_days_per_seat_scaled_30d,
from spine
left join observed on observed.account_id = spine.account_id and observed.as_of = spine.as_of
