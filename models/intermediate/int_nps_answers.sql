-- Answers to the NPS question beside the part that whoever answered has in the product.
with answers as (
  select * from staging.stg_surveys__nps
),

users as (
  select user_id, user_role from staging.stg_product__users
)

select
  answers.response_id,
  answers.workspace_id,
  answers.user_id,
  users.user_role,
  answers.score,
  answers.responded_at,
  answers.known_at,
from answers
left join users on users.user_id = answers.user_id
