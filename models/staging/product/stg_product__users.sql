select
  user_id,
  workspace_id,
  user_role,
  coalesce(
    lower(split_part(email, '@', 2)) in (select domain from seeds.internal_domains),
    false
  ) as is_internal,
  created_at,
  deactivated_at,
  _known_at as known_at
from raw.product__users
