select
  account_id,
  account_name,
  industry,
  country,
  signup_date,
  churn_flag,
  _known_at as known_at
from raw.ravenstack__accounts
