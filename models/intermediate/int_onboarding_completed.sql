-- When the success team's plan for an account was first known, and when the last required milestone was both reached and known.
with milestones as (
  select
    account_id,
    milestone,
    reached_on,
    cast(case when known_at > created_at then known_at else created_at end as date) as known_on,
  from staging.stg_success__milestones
),

required as (
  select milestone from seeds.onboarding_milestones where is_required
),

needed as (
  select count(*) as milestones from required
),

plans as (
  select account_id, min(known_on) as plan_on from milestones group by account_id
),

reached as (
  select
    milestones.account_id,
    milestones.milestone,
    min(
      case when milestones.reached_on > milestones.known_on then milestones.reached_on else milestones.known_on end
    ) as reached_on,
  from milestones
  inner join required on required.milestone = milestones.milestone
  where milestones.reached_on is not null
  group by milestones.account_id, milestones.milestone
),

counted as (
  select account_id, count(*) as milestones, max(reached_on) as completed_on from reached group by account_id
),

completed as (
  select counted.account_id, counted.completed_on
  from counted
  inner join needed on needed.milestones = counted.milestones
)

select plans.account_id, plans.plan_on, completed.completed_on
from plans
left join completed on completed.account_id = plans.account_id
