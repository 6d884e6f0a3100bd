select
  contact_id,
  account_id,
  role,
  title,
  status = 'active' as is_active,
  created_on,
  valid_from,
  valid_to
from raw.crm__contacts
