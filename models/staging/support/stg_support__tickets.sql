select
  ticket_id,
  org_id,
  severity,
  topic,
  opened_at,
  first_response_at,
  escalated_at,
  reopened_at,
  resolved_at,
  csat_score,
  csat_at,
  _known_at as known_at
from raw.support__tickets
