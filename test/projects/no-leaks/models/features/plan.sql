select spine.account_id, spine.as_of, accounts.plan
from spine.account_as_of as spine
inner join staging.stg_crm__accounts as accounts
  on accounts.account_id = spine.account_id
  and valid_at(accounts.valid_from, accounts.valid_to, spine.as_of)
