select
  pulse_id,
  account_id,
  author,
  rating,
  noted_at,
  cast(expires_on as timestamp) as expires_at,
  _known_at as known_at
from raw.crm__pulse
