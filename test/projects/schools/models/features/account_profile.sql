-- Who the teacher is as of the day. The plan and its price are not in any row of before the renewal.
with spine as (
  select account_id, as_of from spine.account_as_of
),

users as (
  select account_id, school_id, signup_date, known_at from staging.stg_app__users
)

select
  spine.account_id,
  spine.as_of,
  'Teacher ' || spine.account_id as account_name,
  cast(null as varchar) as owner,
  users.school_id as segment,
  case when days_between(users.signup_date, spine.as_of) <= 90 then 'new' else 'established' end as lifecycle_stage,
  cast(null as bigint) as arr_cents,
  'USD' as currency,
  cast(null as date) as renewal_date,
  cast(null as integer) as days_to_renewal,
from spine
inner join users
  on users.account_id = spine.account_id
  and visible(users.signup_date, users.known_at, spine.as_of)
