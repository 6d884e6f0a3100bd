-- The users who are none of the customer's. Seeds say which e-mail domains are ours; whose address it is we know from the
-- export of users on.
select
  user_id,
  cast(known_at as date) as known_on,
from staging.stg_product__users
where is_internal
