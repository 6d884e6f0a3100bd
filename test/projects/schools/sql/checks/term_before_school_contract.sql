select renewals.account_id, renewals.term_start, schools.contract_start_date
from staging.stg_app__renewals as renewals
inner join staging.stg_app__users as users on users.account_id = renewals.account_id
inner join staging.stg_app__schools as schools on schools.school_id = users.school_id
where renewals.term_start < schools.contract_start_date
