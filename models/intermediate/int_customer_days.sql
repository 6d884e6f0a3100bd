-- Use of the product by the customer's own people. The rollup counts everybody; the vendor's staff and test users, who are few,
-- stand here once more with minus signs, from the day on which we knew both the events and who they were. So everything adds up,
-- the big rollup needs no list of users, and a user who is found out later changes no day before that.
with everybody as (
  select * from intermediate.int_product_days
),

user_days as (
  select * from intermediate.int_product_user_days
),

outsiders as (
  select user_id, cast(known_at as date) as known_on from staging.stg_product__users where is_internal
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
  user_days.workspace_id,
  user_days.user_id as who,
  user_days.day,
  user_days.known_on as arrived_on,
  case when outsiders.known_on > user_days.known_on then outsiders.known_on else user_days.known_on end as known_on,
  cast(-user_days.count_days as bigint) as count_users,
  -user_days.count_events as count_events,
  -user_days.count_logins as count_logins,
from user_days
inner join outsiders on outsiders.user_id = user_days.user_id
