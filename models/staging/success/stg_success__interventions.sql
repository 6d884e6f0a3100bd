select
  intervention_id,
  account_id,
  play,
  owner,
  started_at,
  ended_on,
  result,
  _known_at as known_at
from raw.success__interventions
