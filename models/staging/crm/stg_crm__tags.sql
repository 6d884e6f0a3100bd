select
  tag_id,
  account_id,
  tag,
  author,
  noted_at,
  expires_on,
  _known_at as known_at
from raw.crm__tags
