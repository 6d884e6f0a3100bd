select
  progress_id,
  objective_id,
  account_id,
  value,
  measured_at,
  _known_at as known_at
from raw.success__objective_progress
