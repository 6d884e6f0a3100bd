-- Days with use while the CRM called the account churned, from the day after it left until it came back, if it did.
with churned as (
  select workspace_id, valid_from, coalesce(valid_to, date '9999-12-31') as valid_to
  from staging.stg_crm__accounts
  where status = 'churned'
)

select
  days.workspace_id,
  days.day,
  churned.valid_from as left_on,
from intermediate.int_product_days as days
inner join churned
  on churned.workspace_id = days.workspace_id
  and days.day > churned.valid_from
  and days.day < churned.valid_to
