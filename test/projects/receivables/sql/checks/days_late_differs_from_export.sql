select
  invoices.invoice_id,
  payments.days_late,
  invoices.days_late_stated,
  payments.days_to_settle,
  invoices.days_to_settle_stated
from staging.stg_ar__invoices as invoices
left join intermediate.int_invoice_payments as payments on payments.invoice_id = invoices.invoice_id
where payments.days_late is distinct from invoices.days_late_stated
  or payments.days_to_settle is distinct from invoices.days_to_settle_stated
