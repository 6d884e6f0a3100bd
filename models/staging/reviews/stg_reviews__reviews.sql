select
  review_id,
  account_id,
  site,
  rating,
  posted_at,
  _known_at as known_at
from raw.reviews__reviews
