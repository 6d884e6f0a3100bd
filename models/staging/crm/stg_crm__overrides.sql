select
  override_id,
  account_id,
  author,
  reason,
  score,
  noted_at,
  holds_from,
  holds_until,
  _known_at as known_at
from raw.crm__overrides
