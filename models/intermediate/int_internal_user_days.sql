-- Which of the days in int_product_user_days are those of staff and test users. Who they are is a table of its own: as long as it
-- stays as it is, a night looks at the days of its events; a new name is looked for on all days, since it may be on any of them.
with user_days as (
  select * from intermediate.int_product_user_days
),

internal_users as (
  select * from intermediate.int_internal_users
)

select
  user_days.workspace_id,
  user_days.user_id,
  user_days.day,
  user_days.known_on as arrived_on,
  case
    when internal_users.known_on > user_days.known_on then internal_users.known_on
    else user_days.known_on
  end as known_on,
  user_days.count_days,
  user_days.count_events,
  user_days.count_logins,
from user_days
inner join internal_users on internal_users.user_id = user_days.user_id
