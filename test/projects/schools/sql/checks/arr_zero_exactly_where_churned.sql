select renewal_id, account_id, outcome
from staging.stg_app__renewals
where arr_stated_cents = 0
