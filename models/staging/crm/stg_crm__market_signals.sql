select
  signal_id,
  account_id,
  kind,
  strength,
  noted_at,
  _known_at as known_at
from raw.crm__market_signals
