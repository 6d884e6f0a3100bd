-- Invoices that are due and not paid on the day, the oldest first.
select
  invoices.invoice_id,
  invoices.issued_on,
  invoices.due_on,
  invoices.amount,
  invoices.currency,
  invoices._file_id,
  invoices._record
from features.account_profile as accounts
inner join raw.billing__invoices as invoices
  on invoices.customer_id = accounts.billing_customer_id
  and visible(invoices.issued_on, invoices._known_at, accounts.as_of)
where invoices.due_on < accounts.as_of and open_at(invoices.paid_on, accounts.as_of)
order by invoices.due_on, invoices.invoice_id
