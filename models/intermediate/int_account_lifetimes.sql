-- When each account was a customer, as the CRM's dated exports showed it: known only after the export, never before.
with accounts as (
  select * from staging.stg_crm__accounts
),

final as (
  select
    account_id,
    valid_from as live_from,
    valid_to as live_to,
  from accounts
  where status <> 'churned'
)

select account_id, live_from, live_to from final
