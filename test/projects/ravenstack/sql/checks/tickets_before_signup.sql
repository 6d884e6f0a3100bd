select tickets.ticket_id, tickets.submitted_on, accounts.signup_date
from staging.stg_ravenstack__support_tickets as tickets
inner join staging.stg_ravenstack__accounts as accounts on accounts.account_id = tickets.account_id
where tickets.submitted_on < accounts.signup_date
