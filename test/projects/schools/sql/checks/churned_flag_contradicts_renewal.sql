select users.account_id, users.churned_flag, renewals.outcome
from staging.stg_app__users as users
inner join staging.stg_app__renewals as renewals on renewals.account_id = users.account_id
where users.churned_flag <> (renewals.outcome = 'churned')
