-- The row that is still valid is that of today, not that of the day.
select spine.account_id, spine.as_of, accounts.plan
from spine.account_as_of as spine
inner join staging.stg_crm__accounts as accounts
  on accounts.account_id = spine.account_id
  and accounts.valid_to is null
