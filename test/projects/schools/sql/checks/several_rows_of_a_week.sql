select account_id, week_start, event_type, count(*) as events
from staging.stg_app__engagement
group by account_id, week_start, event_type
having count(*) > 1
