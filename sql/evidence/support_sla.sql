-- Tickets of the last 90 days that were answered or resolved after their SLA, or are past it, the newest first.
select
  tickets.ticket_id,
  tickets.severity,
  tickets.opened_at,
  as_known(tickets.first_response_at, tickets.first_response_at, accounts.as_of) as first_response_at,
  as_known(tickets.resolved_at, tickets.resolved_at, accounts.as_of) as resolved_at,
  targets.first_response_hours,
  targets.resolution_hours,
  tickets._file_id,
  tickets._record
from features.account_profile as accounts
inner join raw.support__tickets as tickets
  on tickets.org_id = accounts.support_org_id
  and tickets.opened_at >= days_before(accounts.as_of, 90)
  and visible(tickets.opened_at, tickets._known_at, accounts.as_of)
inner join seeds.sla_targets as targets on targets.severity = tickets.severity
where
  least(coalesce(tickets.first_response_at, accounts.as_of), accounts.as_of)
    > tickets.opened_at + to_hours(targets.first_response_hours)
  or least(coalesce(tickets.resolved_at, accounts.as_of), accounts.as_of)
    > tickets.opened_at + to_hours(targets.resolution_hours)
order by tickets.opened_at desc, tickets.ticket_id
