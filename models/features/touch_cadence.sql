-- Do we talk as often as was agreed with this very customer? Counts against the agreed number say so for the past quarter (of a
-- younger customer: since the contract, once the first one is due), the days since the last touchpoint against the agreed gap say
-- so for now. Of a cadence longer than a quarter, a quarter tells nothing.
with accounts as (
  select
    account_id,
    as_of,
    tenure_days,
    agreed_touch_days,
    case when tenure_days < 90 then tenure_days else 90 end as agreed_window,
  from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

coverage as (
  select account_id, as_of, touchpoints_unseen_days from features.source_coverage
),

touchpoints as (
  select * from staging.stg_crm__touchpoints
),

seen as (
  select
    accounts.account_id,
    accounts.as_of,
    count(*) filter (where touchpoints.occurred_at >= days_before(accounts.as_of, 90)) as touches_90d,
    count(*) filter (where touchpoints.occurred_at >= days_before(accounts.as_of, accounts.agreed_window)) as touches_agreed,
    max(touchpoints.occurred_at) as last_touch_at,
  from accounts
  inner join touchpoints
    on touchpoints.account_id = accounts.account_id
    and touchpoints.occurred_at >= days_before(accounts.as_of, 365)
    and visible(touchpoints.occurred_at, touchpoints.known_at, accounts.as_of)
  group by accounts.account_id, accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(covered(coalesce(seen.touches_90d, 0), coverage.touchpoints_unseen_days, 90) as integer) as touches_90d,
  covered(days_between(seen.last_touch_at, spine.as_of), coverage.touchpoints_unseen_days, 30) as days_since_touch,
  covered(
    case
      when seen.last_touch_at is not null then days_between(seen.last_touch_at, spine.as_of)
      when accounts.tenure_days < 0 then 0
      when accounts.tenure_days <= 365 then accounts.tenure_days
      else 366
    end,
    coverage.touchpoints_unseen_days,
    30
  ) as days_untouched,
  covered(
    case
      when accounts.agreed_touch_days <= accounts.agreed_window
        then ratio(coalesce(seen.touches_agreed, 0) * accounts.agreed_touch_days, accounts.agreed_window)
    end,
    coverage.touchpoints_unseen_days,
    90
  ) as cadence_met,
  covered(ratio(days_between(seen.last_touch_at, spine.as_of), accounts.agreed_touch_days), coverage.touchpoints_unseen_days, 30)
    as touch_gap_vs_agreed,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join accounts on accounts.account_id = spine.account_id and accounts.as_of = spine.as_of
left join seen on seen.account_id = spine.account_id and seen.as_of = spine.as_of
