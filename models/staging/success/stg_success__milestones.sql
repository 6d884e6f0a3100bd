select
  milestone_id,
  account_id,
  milestone,
  planned_on,
  created_at,
  reached_on,
  _known_at as known_at
from raw.success__milestones
