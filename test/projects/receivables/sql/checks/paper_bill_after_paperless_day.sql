select invoice_id, account_id, issued_on, paperless_from
from staging.stg_ar__invoices
where bill = 'Paper' and issued_on >= paperless_from
