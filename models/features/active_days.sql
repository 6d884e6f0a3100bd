-- Copy this one for any signal that is a sum over days of a rollup. Days are added up first, because a day on which only our own
-- staff was there is none of the customer's.
with accounts as (
  select account_id, as_of, workspace_id, tenure_days from features.account_profile
),

coverage as (
  select account_id, as_of, product_unseen_days from features.source_coverage
),

spine as (
  select account_id, as_of from spine.account_as_of
),

usage as (
  select * from intermediate.int_customer_days
),

days as (
  select
    accounts.account_id,
    accounts.as_of,
    usage.day,
    sum(usage.count_logins) as count_logins,
  from accounts
  inner join usage
    on usage.workspace_id = accounts.workspace_id
    and usage.day >= days_before(accounts.as_of, 90)
    and visible(usage.day, usage.known_on, accounts.as_of)
  group by accounts.account_id, accounts.as_of, usage.day
  having sum(usage.count_users) > 0
),

windowed as (
  select
    account_id,
    as_of,
    count(*) as active_days_90d,
    count(*) filter (where day >= days_before(as_of, 30)) as active_days_30d,
    count(*) filter (where day >= days_before(as_of, 7)) as active_days_7d,
    sum(count_logins) filter (where day >= days_before(as_of, 30)) as logins_30d,
    max(day) as last_active_on,
  from days
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(covered(coalesce(windowed.active_days_7d, 0), coverage.product_unseen_days, 7) as integer) as active_days_7d,
  cast(covered(coalesce(windowed.active_days_30d, 0), coverage.product_unseen_days, 30) as integer) as active_days_30d,
  cast(covered(coalesce(windowed.active_days_90d, 0), coverage.product_unseen_days, 90) as integer) as active_days_90d,
  cast(covered(coalesce(windowed.logins_30d, 0), coverage.product_unseen_days, 30) as bigint) as logins_30d,
  covered(
    case
      when windowed.last_active_on is not null then days_between(windowed.last_active_on, spine.as_of)
      when accounts.tenure_days < 0 then 0
      when accounts.tenure_days <= 90 then accounts.tenure_days
      else 91
    end,
    coverage.product_unseen_days,
    7
  ) as days_since_active,
from spine
left join accounts on accounts.account_id = spine.account_id and accounts.as_of = spine.as_of
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join windowed on windowed.account_id = spine.account_id and windowed.as_of = spine.as_of
