-- What the success team undertook, for the plays that it answers. An end and its result are believed for days after it.
select
  intervention_id,
  account_id,
  play,
  started_at,
  ended_on,
  result,
  known_at
from staging.stg_success__interventions
