-- By user first: how many different people there were, against the seats of the term in force.
with spine as (
  select account_id, as_of from spine.account_as_of
),

terms as (
  select account_id, start_date, end_date, seats, known_at from intermediate.int_terms
),

user_days as (
  select * from intermediate.int_user_days
),

seats as (
  select spine.account_id, spine.as_of, max(terms.seats) as seats
  from spine
  inner join terms
    on terms.account_id = spine.account_id
    and visible(terms.start_date, terms.known_at, spine.as_of)
    and terms.end_date >= spine.as_of
  group by spine.account_id, spine.as_of
),

users as (
  select spine.account_id, spine.as_of, user_days.user_id
  from spine
  inner join user_days
    on user_days.account_id = spine.account_id
    and user_days.day >= days_before(spine.as_of, 28)
    and visible(user_days.day, user_days.known_on, spine.as_of)
  group by spine.account_id, spine.as_of, user_days.user_id
),

counted as (
  select account_id, as_of, count(*) as users
  from users
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  seats.seats as seats_bought,
  cast(coalesce(counted.users, 0) as integer) as active_users_28d,
  ratio(coalesce(counted.users, 0), seats.seats) as licence_utilisation,
from spine
left join seats on seats.account_id = spine.account_id and seats.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
