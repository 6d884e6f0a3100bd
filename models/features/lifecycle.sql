-- The stage that the account is in on the day and since when, and how its onboarding stands: all that is required, and its dates.
with spine as (
  select account_id, as_of from spine.account_as_of
),

history as (
  select * from intermediate.int_lifecycle_history
),

milestones as (
  select * from staging.stg_success__milestones
),

required as (
  select milestone from seeds.onboarding_milestones where is_required
),

staged as (
  select spine.account_id, spine.as_of, history.lifecycle_stage, history.stage_before, history.stage_from
  from spine
  inner join history
    on history.account_id = spine.account_id
    and history.stage_from <= spine.as_of
    and coalesce(history.stage_to, date '9999-12-31') > spine.as_of
),

planned as (
  select
    spine.account_id,
    spine.as_of,
    count(*) as required,
    count(as_known(milestones.reached_on, milestones.reached_on, spine.as_of)) as reached,
    max(milestones.planned_on) as planned_end_on,
  from spine
  inner join milestones
    on milestones.account_id = spine.account_id
    and visible(milestones.created_at, milestones.known_at, spine.as_of)
  inner join required on required.milestone = milestones.milestone
  group by spine.account_id, spine.as_of
),

judged as (
  select
    staged.*,
    staged.lifecycle_stage = 'onboarding' as is_onboarding,
    planned.required - planned.reached as missing,
    planned.planned_end_on,
    case
      when staged.lifecycle_stage <> 'onboarding' then 0
      when planned.planned_end_on < staged.as_of then days_between(planned.planned_end_on, staged.as_of)
      when planned.planned_end_on >= staged.as_of then 0
    end as overdue_days,
  from staged
  left join planned on planned.account_id = staged.account_id and planned.as_of = staged.as_of
)

select
  spine.account_id,
  spine.as_of,
  judged.stage_before,
  judged.stage_from as stage_since,
  days_between(judged.stage_from, spine.as_of) as days_in_stage,
  coalesce(judged.is_onboarding, false) as is_onboarding,
  cast(judged.missing as integer) as required_milestones_missing,
  judged.planned_end_on as onboarding_planned_end_on,
  coalesce(judged.overdue_days, 0) > 0 as is_onboarding_overdue,
  judged.overdue_days as onboarding_overdue_days,
from spine
left join judged on judged.account_id = spine.account_id and judged.as_of = spine.as_of
