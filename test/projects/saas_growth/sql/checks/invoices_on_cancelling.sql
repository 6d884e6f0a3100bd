select invoices.invoice_id, invoices.invoice_date
from staging.stg_saas__invoices as invoices
inner join staging.stg_saas__subscriptions as subscriptions on subscriptions.account_id = invoices.account_id
where invoices.invoice_date = subscriptions.cancel_date
