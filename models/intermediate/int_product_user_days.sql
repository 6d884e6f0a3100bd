-- Who used the product on which day, with the day on which that could first be known.
with events as (
  select * from staging.stg_product__events
),

final as (
  select
    workspace_id,
    user_id,
    occurred_on as day,
    min(known_on) as first_known_on,
  from events
  where user_id is not null
  group by workspace_id, user_id, occurred_on
)

select workspace_id, user_id, day, first_known_on from final
