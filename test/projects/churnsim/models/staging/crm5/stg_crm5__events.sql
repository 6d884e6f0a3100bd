select
  account_id,
  account_id || '-' || user_id as user_id,
  event_type,
  event_time,
  cast(event_time as date) as day,
  cast(_known_at as date) as known_on
from raw.crm5__events
