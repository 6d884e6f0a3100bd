select account_id, min(valid_from) as live_from, cast(null as date) as live_to
from staging.stg_crm__accounts
group by account_id
