-- Copy this one for any signal that is a sum over days of a rollup.
with accounts as (
  select account_id, as_of, workspace_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

usage as (
  select * from intermediate.int_product_days
),

windowed as (
  select
    accounts.account_id,
    accounts.as_of,
    sum(usage.count_days) as active_days_90d,
    sum(usage.count_days) filter (where usage.day >= days_before(accounts.as_of, 30)) as active_days_30d,
    sum(usage.count_days) filter (where usage.day >= days_before(accounts.as_of, 7)) as active_days_7d,
    sum(usage.count_logins) filter (where usage.day >= days_before(accounts.as_of, 30)) as logins_30d,
    max(usage.day) as last_active_on,
  from accounts
  inner join usage
    on usage.workspace_id = accounts.workspace_id
    and usage.day >= days_before(accounts.as_of, 90)
    and visible(usage.day, usage.known_on, accounts.as_of)
  group by accounts.account_id, accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(windowed.active_days_7d, 0) as integer) as active_days_7d,
  cast(coalesce(windowed.active_days_30d, 0) as integer) as active_days_30d,
  cast(coalesce(windowed.active_days_90d, 0) as integer) as active_days_90d,
  cast(coalesce(windowed.logins_30d, 0) as bigint) as logins_30d,
  cast(date_diff('day', windowed.last_active_on, spine.as_of) as integer) as days_since_active,
from spine
left join windowed on windowed.account_id = spine.account_id and windowed.as_of = spine.as_of
