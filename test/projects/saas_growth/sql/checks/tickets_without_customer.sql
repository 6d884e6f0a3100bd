select tickets.ticket_id, tickets.account_id
from staging.stg_saas__support_tickets as tickets
inner join staging.stg_saas__subscriptions as subscriptions on subscriptions.account_id = tickets.account_id
where subscriptions.conversion_date is null
