select
  usage_id,
  subscription_id,
  usage_date,
  feature_name,
  usage_count,
  error_count,
  _known_at as known_at,
  cast(_known_at as date) as known_on
from raw.ravenstack__feature_usage
