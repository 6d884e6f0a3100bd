select
  objective_id,
  account_id,
  kind,
  target_value,
  unit,
  set_at,
  due_on,
  replaces_objective_id,
  closed_on,
  outcome,
  _known_at as known_at
from raw.success__objectives
