-- Tickets of the last 90 days, the newest first.
select
  tickets.ticket_id,
  tickets.severity,
  tickets.topic,
  tickets.opened_at,
  as_known(tickets.resolved_at, tickets.resolved_at, accounts.as_of) as resolved_at,
  tickets._file_id,
  tickets._record
from features.account_profile as accounts
inner join raw.support__tickets as tickets
  on tickets.org_id = accounts.support_org_id
  and tickets.opened_at >= days_before(accounts.as_of, 90)
  and visible(tickets.opened_at, tickets._known_at, accounts.as_of)
order by tickets.opened_at desc, tickets.ticket_id
