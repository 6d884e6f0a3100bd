select user_id as account_id, school_id, signup_date, activated_at as activated_on, churned as churned_flag, _known_at as known_at
from raw.app__users
