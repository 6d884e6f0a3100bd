-- A ticket that was open on the day is read with the resolution that it got later.
with seen as (
  select spine.account_id, spine.as_of, tickets.opened_at, tickets.resolved_at
  from spine.account_as_of as spine
  inner join staging.stg_app__tickets as tickets
    on tickets.account_id = spine.account_id
    and visible(tickets.opened_at, tickets.known_at, spine.as_of)
),

counted as (
  select
    account_id,
    as_of,
    count(*) filter (where open_at(resolved_at, as_of)) as open_tickets,
    max(date_diff('hour', opened_at, resolved_at)) as longest_resolution_hours,
  from seen
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  coalesce(counted.open_tickets, 0) as open_tickets,
  counted.longest_resolution_hours,
from spine.account_as_of as spine
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
