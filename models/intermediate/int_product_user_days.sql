-- Who used the product on which day, how often, and when that became known. A user's day has one row for each day on which
-- events of it arrived; count_days marks the first of them, so that the days of a user add up and need no count(distinct).
with events as (
  select * from staging.stg_product__events
),

counted as (
  select
    workspace_id,
    user_id,
    occurred_on as day,
    known_on,
    count(*) as count_events,
    count(*) filter (where event_name = 'login') as count_logins,
  from events
  where user_id is not null
  group by workspace_id, user_id, occurred_on, known_on
)

select
  workspace_id,
  user_id,
  day,
  known_on,
  count_events,
  count_logins,
  case when known_on = min(known_on) over (partition by workspace_id, user_id, day) then 1 else 0 end as count_days,
from counted
