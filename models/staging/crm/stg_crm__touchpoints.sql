select
  touchpoint_id,
  account_id,
  contact_id,
  kind,
  occurred_at,
  duration_minutes,
  _known_at as known_at
from raw.crm__touchpoints
