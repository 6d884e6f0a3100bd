select
  account_id,
  min(start_date) as live_from,
  max(end_date) as live_to,
from intermediate.int_terms
group by account_id, stretch
