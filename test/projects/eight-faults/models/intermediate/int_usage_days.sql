select
  account_id,
  cast(happened_at as date) as day,
  cast(known_at as date) as known_on,
  count(*) as count_events,
from staging.stg_app__usage
group by 1, 2, 3
