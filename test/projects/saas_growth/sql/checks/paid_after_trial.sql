select subscriptions.account_id, subscriptions.trial_start_date, subscriptions.conversion_date, accounts.trial_days
from staging.stg_saas__subscriptions as subscriptions
inner join staging.stg_saas__accounts as accounts on accounts.account_id = subscriptions.account_id
where days_between(subscriptions.trial_start_date, subscriptions.conversion_date) > accounts.trial_days
