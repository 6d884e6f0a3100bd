select
  sync_id,
  integration_id,
  workspace_id,
  synced_at,
  records,
  _known_at as known_at
from raw.product__syncs
