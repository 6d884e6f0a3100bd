-- How far each objective was, by the time from which we could know it: a measurement holds until a later one is known.
with objectives as (
  select objective_id, target_value from staging.stg_success__objectives
),

measured as (
  select
    progress_id,
    objective_id,
    value,
    measured_at,
    case when known_at > measured_at then known_at else measured_at end as valid_from,
  from staging.stg_success__objective_progress
),

valued as (
  select
    measured.*,
    cast(round(1000000 * ratio(measured.value, objectives.target_value)) as bigint) as raw_ppm,
  from measured
  inner join objectives on objectives.objective_id = measured.objective_id
)

select
  progress_id,
  objective_id,
  measured_at,
  valid_from,
  min(valid_from) over (
    partition by objective_id order by measured_at, progress_id rows between 1 following and unbounded following
  ) as valid_to,
  raw_ppm,
  cast(case when raw_ppm > 1000000 then 1000000 when raw_ppm < 0 then 0 else raw_ppm end as bigint) as progress_ppm,
from valued
