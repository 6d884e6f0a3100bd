-- When each objective was the one that counted: from the instant at which it was set and known, until it was closed or another
-- replaced it. A change is a new objective, so nothing before its own day can see it.
with objectives as (
  select * from staging.stg_success__objectives
),

started as (
  select
    objective_id,
    account_id,
    kind,
    target_value,
    unit,
    due_on,
    replaces_objective_id,
    case when known_at > set_at then known_at else set_at end as valid_from,
    closed_on,
    outcome,
  from objectives
),

replaced as (
  select replaces_objective_id as objective_id, min(valid_from) as replaced_at
  from started
  where replaces_objective_id is not null
  group by replaces_objective_id
)

select
  started.objective_id,
  started.account_id,
  started.kind,
  started.target_value,
  started.unit,
  started.due_on,
  started.replaces_objective_id is not null as is_change,
  started.valid_from,
  replaced.replaced_at,
  started.closed_on,
  started.outcome,
from started
left join replaced on replaced.objective_id = started.objective_id
