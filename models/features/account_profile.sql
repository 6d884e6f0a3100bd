-- Who the account is as of the day, and its ids in the other systems: every other feature model starts from here.
with spine as (
  select account_id, as_of from spine.account_as_of
),

accounts as (
  select * from staging.stg_crm__accounts
),

stages as (
  select * from intermediate.int_lifecycle_history
),

dated as (
  select
    spine.account_id,
    spine.as_of,
    accounts.account_name,
    accounts.owner,
    accounts.segment,
    stages.lifecycle_stage,
    accounts.industry,
    accounts.employees,
    accounts.arr_cents,
    accounts.currency,
    accounts.renewal_date,
    accounts.agreed_touch_days,
    accounts.office_floor,
    accounts.billing_customer_id,
    accounts.workspace_id,
    accounts.support_org_id,
    accounts.parent_account_id,
    cast(date_diff('day', accounts.signed_on, spine.as_of) as integer) as tenure_days,
    cast(date_diff('day', spine.as_of, accounts.renewal_date) as integer) as days_to_renewal,
  from spine
  inner join accounts
    on accounts.account_id = spine.account_id
    and valid_at(accounts.valid_from, accounts.valid_to, spine.as_of)
  left join stages
    on stages.account_id = spine.account_id
    and stages.stage_from <= spine.as_of
    and coalesce(stages.stage_to, date '9999-12-31') > spine.as_of
)

select
  account_id,
  as_of,
  account_name,
  owner,
  segment,
  industry,
  employees,
  lifecycle_stage,
  arr_cents,
  currency,
  renewal_date,
  days_to_renewal,
  tenure_days,
  agreed_touch_days,
  office_floor,
  billing_customer_id,
  workspace_id,
  support_org_id,
  parent_account_id,
from dated
