-- Who is staff or a test user is told anew by each export of users, so it can't be rolled up with the events. A table of its own,
-- because these few rows are found by reading all user days, once for all features that go without them.
with user_days as (
  select * from intermediate.int_product_user_days
),

outsiders as (
  select user_id, cast(known_at as date) as known_on from staging.stg_product__users where is_internal
)

select
  user_days.workspace_id,
  user_days.user_id,
  user_days.day,
  user_days.known_on as arrived_on,
  case when outsiders.known_on > user_days.known_on then outsiders.known_on else user_days.known_on end as known_on,
  user_days.count_days,
  user_days.count_events,
  user_days.count_logins,
from user_days
inner join outsiders on outsiders.user_id = user_days.user_id
