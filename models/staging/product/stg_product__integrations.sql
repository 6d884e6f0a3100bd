select
  integration_id,
  workspace_id,
  integration,
  status,
  planned_on,
  connected_on,
  in_daily_process,
  valid_from,
  valid_to
from raw.product__integrations
