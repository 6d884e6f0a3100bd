-- Tickets of 90 days, and the ratings of those that were resolved in the meantime.
with spine as (
  select account_id, as_of from spine.account_as_of
),

tickets as (
  select * from staging.stg_saas__support_tickets
),

seen as (
  select
    spine.account_id,
    spine.as_of,
    tickets.priority,
    tickets.created_on >= days_before(spine.as_of, 90) as is_recent,
    as_known(tickets.csat_hundredths, tickets.resolved_at, spine.as_of) as csat_hundredths,
  from spine
  inner join tickets
    on tickets.account_id = spine.account_id
    and tickets.created_on >= days_before(spine.as_of, 180)
    and visible(tickets.created_on, tickets.known_at, spine.as_of)
),

counted as (
  select
    account_id,
    as_of,
    count(*) filter (where is_recent) as tickets,
    count(*) filter (where is_recent and priority = 'high') as urgent,
    sum(csat_hundredths) as sum_csat,
    count(csat_hundredths) as count_csat,
  from seen
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(counted.tickets, 0) as integer) as tickets_90d,
  cast(coalesce(counted.urgent, 0) as integer) as tickets_high_90d,
  ratio(counted.sum_csat, counted.count_csat * 100) as csat_mean_180d,
from spine
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
