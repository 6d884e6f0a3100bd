select tickets.ticket_id, tickets.created_on, subscriptions.cancel_date
from staging.stg_saas__support_tickets as tickets
inner join staging.stg_saas__subscriptions as subscriptions on subscriptions.account_id = tickets.account_id
where tickets.created_on > subscriptions.cancel_date
