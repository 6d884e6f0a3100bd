select
  account_id,
  user_id,
  day,
  known_on,
  count(*) as count_events,
from staging.stg_crm5__events
group by account_id, user_id, day, known_on
