select user_days.account_id, user_days.user_id, user_days.day, user_days.count_events
from intermediate.int_user_days as user_days
left join intermediate.int_terms as terms
  on terms.account_id = user_days.account_id
  and user_days.day >= terms.start_date
  and user_days.day < terms.end_date
where terms.account_id is null
