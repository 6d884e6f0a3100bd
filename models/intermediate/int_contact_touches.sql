-- The last touchpoint with each contact, as a history: a touchpoint is in force once it has happened and was logged, until a
-- later one is. So a feature finds the last one by an interval and need not look at all of them.
with touchpoints as (
  select * from staging.stg_crm__touchpoints
),

started as (
  select
    touchpoint_id,
    contact_id,
    occurred_at,
    case when known_at > occurred_at then known_at else occurred_at end as valid_from,
  from touchpoints
  where contact_id is not null
),

final as (
  select
    touchpoint_id,
    contact_id,
    occurred_at,
    valid_from,
    min(valid_from) over (
      partition by contact_id
      order by occurred_at, touchpoint_id
      rows between 1 following and unbounded following
    ) as valid_to,
  from started
)

select touchpoint_id, contact_id, occurred_at, valid_from, valid_to from final
where coalesce(valid_to, timestamp '9999-12-31') > valid_from
