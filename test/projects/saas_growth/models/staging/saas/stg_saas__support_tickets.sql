select
  ticket_id,
  account_id,
  created_at as created_on,
  created_at + to_seconds(cast(resolution_hours * 3600 as bigint)) as resolved_at,
  priority,
  cast(csat_score * 100 as integer) as csat_hundredths,
  _known_at as known_at
from raw.saas__support_tickets
