-- Use of accounts that have had no whole window yet: over the days that there were since the first contract (and since the feed
-- began), brought up to 30 days. An account of 10 days with 8 active ones is as active as an old one with 24; in the plain count
-- it would look half asleep. Days of a trial before the contract are left out, or a week would count what a month brought. For
-- older accounts it is the plain count. Under 7 days a share says nothing.
with spine as (
  select account_id, as_of from spine.account_as_of
),

usage as (
  select * from intermediate.int_customer_days
),

observed as (
  select
    accounts.account_id,
    accounts.as_of,
    accounts.workspace_id,
    coverage.product_unseen_days,
    case
      when accounts.tenure_days >= 30 and coverage.product_history_days >= 30 then 30
      when accounts.tenure_days < coverage.product_history_days then accounts.tenure_days
      else coverage.product_history_days
    end as days,
  from features.account_profile as accounts
  inner join features.source_coverage as coverage
    on coverage.account_id = accounts.account_id and coverage.as_of = accounts.as_of
),

young_days as (
  select
    observed.account_id,
    observed.as_of,
    usage.day,
    sum(usage.count_users) as users,
  from observed
  inner join usage
    on usage.workspace_id = observed.workspace_id
    and usage.day >= days_before(observed.as_of, observed.days)
    and visible(usage.day, usage.known_on, observed.as_of)
  where observed.days between 7 and 29
  group by observed.account_id, observed.as_of, usage.day
  having sum(usage.count_users) > 0
),

young as (
  select account_id, as_of, count(*) as active_days, sum(users) as user_days from young_days group by account_id, as_of
),

counted as (
  select
    observed.account_id,
    observed.as_of,
    observed.days,
    case
      when observed.days = 30 then old.active_days_30d
      when observed.days >= 7 then covered(coalesce(young.active_days, 0), observed.product_unseen_days, observed.days)
    end as active_days,
    case
      when observed.days = 30 then frequency.user_days_30d
      when observed.days >= 7 then covered(coalesce(young.user_days, 0), observed.product_unseen_days, observed.days)
    end as user_days,
  from observed
  left join features.active_days as old on old.account_id = observed.account_id and old.as_of = observed.as_of
  left join features.user_frequency as frequency
    on frequency.account_id = observed.account_id and frequency.as_of = observed.as_of
  left join young on young.account_id = observed.account_id and young.as_of = observed.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(counted.days as integer) as days_observed_30d,
  ratio(30 * counted.active_days, counted.days) as active_days_scaled_30d,
  ratio(30 * counted.user_days, counted.days * licences.seats_bought) as user_days_per_seat_scaled_30d,
from spine
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
left join features.licence_utilisation as licences
  on licences.account_id = spine.account_id and licences.as_of = spine.as_of
