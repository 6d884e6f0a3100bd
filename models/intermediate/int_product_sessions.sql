-- Visits, rebuilt from events: a visit ends where a user does nothing for more than 30 minutes, and at midnight UTC. An event
-- that arrives late can join two visits into one, so a user's day has one version for each day on which events of it arrived,
-- made of what was known by then; known_on and replaced_on say when a version holds.
with events as (
  select workspace_id, user_id, event_id, occurred_at, occurred_on as day, known_on
  from staging.stg_product__events
  where user_id is not null
),

arrivals as (
  select
    workspace_id,
    user_id,
    day,
    known_on,
    min(known_on) over (
      partition by workspace_id, user_id, day order by known_on rows between 1 following and unbounded following
    ) as replaced_on,
  from (select distinct workspace_id, user_id, day, known_on from events) as distinct_arrivals
),

gaps as (
  select
    arrivals.workspace_id,
    arrivals.user_id,
    arrivals.day,
    arrivals.known_on,
    arrivals.replaced_on,
    events.occurred_at,
    case
      when lag(events.occurred_at) over visits >= events.occurred_at - interval '30' minute then 0
      else 1
    end as begins,
    events.event_id,
  from arrivals
  inner join events
    on events.workspace_id = arrivals.workspace_id
    and events.user_id = arrivals.user_id
    and events.day = arrivals.day
    and events.known_on <= arrivals.known_on
  window visits as (
    partition by arrivals.workspace_id, arrivals.user_id, arrivals.day, arrivals.known_on
    order by events.occurred_at, events.event_id
  )
),

numbered as (
  select
    workspace_id,
    user_id,
    day,
    known_on,
    replaced_on,
    occurred_at,
    sum(begins) over (
      partition by workspace_id, user_id, day, known_on order by occurred_at, event_id rows unbounded preceding
    ) as visit,
  from gaps
)

select
  workspace_id,
  user_id,
  day,
  known_on,
  cast(visit as integer) as visit,
  replaced_on,
  count(*) as count_events,
  cast(seconds_between(min(occurred_at), max(occurred_at)) as integer) as seconds,
from numbered
group by workspace_id, user_id, day, known_on, replaced_on, visit
