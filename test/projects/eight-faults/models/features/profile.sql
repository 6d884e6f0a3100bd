select spine.account_id, spine.as_of, spine.as_of < current_date as is_active
from spine.account_as_of as spine
