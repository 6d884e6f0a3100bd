-- The rollup that day-grain features read instead of raw events. It keeps when each count became known, and marks the
-- first known row of a day, so that "active days" is a sum and no count(distinct) (docs/decisions/0004).
with events as (
  select * from staging.stg_product__events
),

counted as (
  select
    workspace_id,
    occurred_on as day,
    known_on,
    count(*) as count_events,
    count(*) filter (where event_name = 'login') as count_logins,
  from events
  group by workspace_id, occurred_on, known_on
),

final as (
  select
    workspace_id,
    day,
    known_on,
    count_events,
    count_logins,
    case when known_on = min(known_on) over (partition by workspace_id, day) then 1 else 0 end as count_days,
  from counted
)

select workspace_id, day, known_on, count_events, count_logins, count_days from final
