select
  event_id,
  workspace_id,
  user_id,
  event_name,
  occurred_at,
  cast(occurred_at as date) as occurred_on,
  client_version,
  _known_at as known_at,
  cast(_known_at as date) as known_on
from raw.product__events
