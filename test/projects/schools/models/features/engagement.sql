-- Weeks that were over by the day.
with spine as (
  select account_id, as_of from spine.account_as_of
),

weeks as (
  select * from staging.stg_app__engagement
),

plans as (
  select * from staging.stg_app__lesson_plans
),

counted as (
  select
    spine.account_id,
    spine.as_of,
    sum(weeks.event_count) as events,
    count(distinct weeks.week_start) as active_weeks,
  from spine
  inner join weeks
    on weeks.account_id = spine.account_id
    and weeks.week_start >= days_before(spine.as_of, 182)
    and visible(weeks.week_start, weeks.known_at, spine.as_of)
  group by spine.account_id, spine.as_of
),

made as (
  select spine.account_id, spine.as_of, count(*) as plans
  from spine
  inner join plans
    on plans.account_id = spine.account_id
    and plans.created_on >= days_before(spine.as_of, 182)
    and visible(plans.created_on, plans.known_at, spine.as_of)
  group by spine.account_id, spine.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(counted.events, 0) as integer) as events_26w,
  cast(coalesce(counted.active_weeks, 0) as integer) as active_weeks_26w,
  cast(coalesce(made.plans, 0) as integer) as plans_made_26w,
from spine
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
left join made on made.account_id = spine.account_id and made.as_of = spine.as_of
