-- Whether the customer's objectives come along as fast as they should: progress against the part of their time that has passed.
-- An objective counts from the day after it was set, so a changed one starts from its own day and says nothing of earlier ones.
with spine as (
  select account_id, as_of from spine.account_as_of
),

objectives as (
  select
    spine.account_id,
    spine.as_of,
    objectives.objective_id,
    days_between(objectives.valid_from, spine.as_of) as elapsed_days,
    days_between(objectives.valid_from, objectives.due_on) as planned_days,
  from spine
  inner join intermediate.int_objective_history as objectives
    on objectives.account_id = spine.account_id
    and objectives.valid_from < spine.as_of
    and open_at(cast(objectives.closed_on as timestamp), spine.as_of)
    and open_at(objectives.replaced_at, spine.as_of)
),

measured as (
  select
    objectives.account_id,
    objectives.as_of,
    progress.progress_ppm,
    case
      when objectives.elapsed_days >= objectives.planned_days then 1000000
      else cast(floor(ratio(1000000 * objectives.elapsed_days, objectives.planned_days)) as bigint)
    end as expected_ppm,
  from objectives
  inner join intermediate.int_objective_progress as progress
    on progress.objective_id = objectives.objective_id
    and progress.valid_from < objectives.as_of
    and open_at(progress.valid_to, objectives.as_of)
),

counted as (
  select
    account_id,
    as_of,
    count(*) as measured,
    count(*) filter (where progress_ppm >= expected_ppm - 100000) as on_track,
    sum(progress_ppm - expected_ppm) as ahead_ppm,
  from measured
  where expected_ppm is not null
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  ratio(counted.on_track, counted.measured) as share_objectives_on_track,
  ratio(counted.ahead_ppm, 1000000 * counted.measured) as objective_progress_vs_plan,
from spine
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
