select
  event_id,
  workspace_id,
  user_id,
  event_name,
  occurred_at,
  client_version,
  _known_at as known_at
from raw.product__events
