select users.account_id
from staging.stg_app__users as users
left join staging.stg_app__renewals as renewals on renewals.account_id = users.account_id
where users.churned_flag and renewals.account_id is null
