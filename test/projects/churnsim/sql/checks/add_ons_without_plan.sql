select add_ons.account_id, add_ons.product, add_ons.start_date
from staging.stg_crm5__subscriptions as add_ons
left join intermediate.int_terms as terms
  on terms.account_id = add_ons.account_id
  and terms.start_date = add_ons.start_date
where add_ons.is_add_on and terms.account_id is null
