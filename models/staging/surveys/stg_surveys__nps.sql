select
  response_id,
  workspace_id,
  user_id,
  score,
  responded_at,
  _known_at as known_at
from raw.surveys__nps
