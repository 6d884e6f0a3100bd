select renewals.renewal_id, users.signup_date, renewals.due_date
from staging.stg_app__renewals as renewals
inner join staging.stg_app__users as users on users.account_id = renewals.account_id
where renewals.term_start <> users.signup_date
