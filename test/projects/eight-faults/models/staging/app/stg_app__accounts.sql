select accounts.account_id, cast(accounts.opened_at as date) as opened_on
from raw.app__accounts as accounts
left join raw.app__accounts as again on again.account_id = accounts.account_id
