-- Who used which feature on which day: only the events that seeds call core or map to a customer's objective, because the rest
-- is counted well enough without its name.
with events as (
  select * from staging.stg_product__events
),

mapped as (
  select event_name from seeds.core_features
  union
  select event_name from seeds.objective_features
)

select
  events.workspace_id,
  events.user_id,
  events.event_name,
  events.occurred_on as day,
  events.known_on,
  count(*) as count_events,
from events
inner join mapped on mapped.event_name = events.event_name
where events.user_id is not null
group by events.workspace_id, events.user_id, events.event_name, events.occurred_on, events.known_on
