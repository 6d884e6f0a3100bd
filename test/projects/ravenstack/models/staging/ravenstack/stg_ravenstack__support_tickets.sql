select
  ticket_id,
  account_id,
  submitted_at as submitted_on,
  closed_at,
  priority,
  first_response_time_minutes,
  resolution_time_hours,
  satisfaction_score,
  escalation_flag as was_escalated,
  _known_at as known_at
from raw.ravenstack__support_tickets
