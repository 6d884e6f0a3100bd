-- Days with use after the CRM had called the account churned.
with left_accounts as (
  select workspace_id, min(valid_from) as left_on
  from staging.stg_crm__accounts
  where status = 'churned'
  group by workspace_id
)

select
  days.workspace_id,
  days.day,
  left_accounts.left_on,
from intermediate.int_product_days as days
inner join left_accounts
  on left_accounts.workspace_id = days.workspace_id
  and days.day > left_accounts.left_on
