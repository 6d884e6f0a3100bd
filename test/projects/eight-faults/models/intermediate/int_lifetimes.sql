select account_id, opened_on as live_from, cast(null as date) as live_to
from staging.stg_app__acounts
