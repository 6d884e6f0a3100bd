select
  churn_event_id,
  account_id,
  churn_date,
  reason_code,
  is_reactivation,
  _known_at as known_at
from raw.ravenstack__churn_events
