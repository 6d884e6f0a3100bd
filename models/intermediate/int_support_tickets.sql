-- Tickets beside what the contract promises for their severity. What happens to a ticket later stays dated: a feature reads
-- response, escalation, reopening, resolution and rating only where their instant lies before its day.
with tickets as (
  select * from staging.stg_support__tickets
),

targets as (
  select * from seeds.sla_targets
)

select
  tickets.ticket_id,
  tickets.org_id,
  tickets.severity,
  tickets.topic,
  tickets.opened_at,
  tickets.known_at,
  hours_after(tickets.opened_at, targets.first_response_hours) as respond_by,
  hours_after(tickets.opened_at, targets.resolution_hours) as resolve_by,
  tickets.first_response_at,
  tickets.escalated_at,
  tickets.reopened_at,
  tickets.resolved_at,
  tickets.csat_score,
  tickets.csat_at,
from tickets
left join targets on targets.severity = tickets.severity
