select invoices.invoice_id, invoices.amount_cents, subscriptions.mrr_cents
from staging.stg_saas__invoices as invoices
left join staging.stg_saas__subscriptions as subscriptions on subscriptions.account_id = invoices.account_id
where subscriptions.conversion_date is null
  or invoices.amount_cents <> subscriptions.mrr_cents
  or invoices.invoice_date < subscriptions.conversion_date
  or invoices.invoice_date > subscriptions.cancel_date
