select account_id, signup_date, country, industry, company_size, first_touch_channel, trial_days, _known_at as known_at
from raw.saas__accounts
