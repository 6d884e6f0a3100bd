select account_id, channel, country, founded_on, _known_at as known_at
from raw.crm5__accounts
