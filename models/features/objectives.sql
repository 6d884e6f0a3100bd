-- What the customer wants and how far along it is. An objective counts from the day after it was set until it is closed or
-- replaced, with the last measurement known by then. Progress that nobody has measured for long fades towards one half, half the
-- way in 90 days: old good news is no news.
with spine as (
  select account_id, as_of from spine.account_as_of
),

known as (
  select
    spine.account_id,
    spine.as_of,
    objectives.objective_id,
    objectives.due_on,
    objectives.is_change,
    objectives.valid_from,
    as_known(objectives.closed_on, objectives.closed_on, spine.as_of) as closed_on,
    as_known(objectives.outcome, objectives.closed_on, spine.as_of) as outcome,
    open_at(cast(objectives.closed_on as timestamp), spine.as_of) and open_at(objectives.replaced_at, spine.as_of) as is_current,
  from spine
  inner join intermediate.int_objective_history as objectives
    on objectives.account_id = spine.account_id
    and objectives.valid_from < spine.as_of
),

measured as (
  select
    known.objective_id,
    known.as_of,
    progress.raw_ppm,
    progress.progress_ppm as ppm,
    days_between(progress.measured_at, known.as_of) as age_days,
    cast(round(decayed(progress.progress_ppm, 500000, days_between(progress.measured_at, known.as_of), 90)) as bigint)
      as aged_ppm,
  from known
  inner join intermediate.int_objective_progress as progress
    on progress.objective_id = known.objective_id
    and progress.valid_from < known.as_of
    and open_at(progress.valid_to, known.as_of)
  where known.is_current
),

counted as (
  select
    known.account_id,
    known.as_of,
    count(*) filter (where known.is_current) as current_count,
    count(*) filter (where known.is_current and known.due_on < known.as_of) as overdue,
    count(*) filter (where known.outcome = 'reached' and known.closed_on >= days_before(known.as_of, 365)) as reached,
    count(*) filter (where known.outcome = 'missed' and known.closed_on >= days_before(known.as_of, 365)) as missed,
    count(*) filter (where known.is_change and known.valid_from >= days_before(known.as_of, 365)) as changes,
    max(case when known.is_change then known.valid_from end) as changed_at,
    ratio(sum(measured.ppm), 1000000 * count(measured.ppm)) as progress,
    ratio(sum(measured.raw_ppm), 1000000 * count(measured.raw_ppm)) as raw_progress,
    ratio(sum(measured.aged_ppm), 1000000 * count(measured.aged_ppm)) as aged,
    min(measured.age_days) as age_days,
  from known
  left join measured on measured.objective_id = known.objective_id and measured.as_of = known.as_of
  group by known.account_id, known.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(counted.current_count, 0) as integer) as objectives_current,
  cast(coalesce(counted.overdue, 0) as integer) as objectives_overdue,
  cast(coalesce(counted.reached, 0) as integer) as objectives_reached_365d,
  cast(coalesce(counted.missed, 0) as integer) as objectives_missed_365d,
  cast(coalesce(counted.changes, 0) as integer) as objective_changes_365d,
  days_between(counted.changed_at, spine.as_of) as days_since_objective_change,
  counted.progress as objective_progress,
  counted.raw_progress as objective_progress_raw,
  counted.aged as objective_progress_aged,
  counted.age_days as objective_progress_age_days,
from spine
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
