select account_id, conversion_date as live_from, cancel_date as live_to
from staging.stg_saas__subscriptions
where conversion_date is not null
