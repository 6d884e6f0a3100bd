-- Use of the product by the customer's own people. The rollup counts everybody; the vendor's staff and test users, who are few,
-- stand here once more with minus signs, from the day on which we knew both the events and who they were. So everything adds up,
-- the big rollup needs no list of users, and a user who is found out later changes no day before that.
with everybody as (
  select * from intermediate.int_product_days
),

internal as (
  select * from intermediate.int_internal_user_days
)

select
  workspace_id,
  'everybody' as who,
  day,
  known_on as arrived_on,
  known_on,
  count_users,
  count_events,
  count_logins,
from everybody
union all
select
  workspace_id,
  user_id as who,
  day,
  arrived_on,
  known_on,
  cast(-count_days as bigint) as count_users,
  -count_events as count_events,
  -count_logins as count_logins,
from internal
