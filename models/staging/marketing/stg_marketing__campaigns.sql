select
  send_id,
  account_id,
  campaign,
  measured_at,
  emails_sent,
  marketing_emails_opened,
  _known_at as known_at
from raw.marketing__campaigns
