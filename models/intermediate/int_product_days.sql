-- The rollup that day-grain features read instead of raw events. It keeps when each count became known, and marks the
-- first known row of a day, so that "active days" is a sum and no count(distinct) (docs/decisions/0004).
with user_days as (
  select * from intermediate.int_product_user_days
),

counted as (
  select
    workspace_id,
    day,
    known_on,
    sum(count_events) as count_events,
    sum(count_logins) as count_logins,
    sum(count_days) as count_users,
  from user_days
  group by workspace_id, day, known_on
)

select
  workspace_id,
  day,
  known_on,
  cast(count_events as bigint) as count_events,
  cast(count_logins as bigint) as count_logins,
  cast(count_users as bigint) as count_users,
  case when known_on = min(known_on) over (partition by workspace_id, day) then 1 else 0 end as count_days,
from counted
