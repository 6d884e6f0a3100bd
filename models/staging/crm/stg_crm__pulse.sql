select
  pulse_id,
  account_id,
  author,
  rating,
  noted_at,
  expires_on,
  _known_at as known_at
from raw.crm__pulse
