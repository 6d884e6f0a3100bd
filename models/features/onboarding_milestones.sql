-- How far onboarding has come, by milestones planned before the day: one reached on or after it was not reached on it.
with accounts as (
  select account_id, as_of, tenure_days from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

milestones as (
  select * from staging.stg_success__milestones
),

planned as (
  select
    accounts.account_id,
    accounts.as_of,
    accounts.tenure_days,
    milestones.milestone,
    milestones.planned_on,
    as_known(milestones.reached_on, milestones.reached_on, accounts.as_of) as reached_on,
  from accounts
  inner join milestones
    on milestones.account_id = accounts.account_id
    and visible(milestones.created_at, milestones.known_at, accounts.as_of)
),

counted as (
  select
    account_id,
    as_of,
    count(*) as planned,
    count(reached_on) as reached,
    count(*) filter (where reached_on is null and planned_on < as_of) as overdue,
    min(case when reached_on is null and planned_on < as_of then planned_on end) as overdue_since,
    max(reached_on) as last_reached_on,
    max(case when milestone = 'kickoff' then reached_on end) as kickoff_on,
    max(case when milestone = 'sso_configured' then reached_on end) as sso_configured_on,
    max(case when milestone = 'data_imported' then reached_on end) as data_imported_on,
    max(case when milestone = 'first_report' then reached_on end) as first_report_on,
    max(case when milestone = 'team_trained' then reached_on end) as team_trained_on,
    max(case when milestone = 'go_live' then reached_on end) as go_live_reached_on,
    max(tenure_days) as tenure_days,
  from planned
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(counted.planned, 0) as integer) as milestones_planned,
  cast(coalesce(counted.reached, 0) as integer) as milestones_reached,
  ratio(counted.reached, counted.planned) as share_milestones_reached,
  cast(coalesce(counted.overdue, 0) as integer) as milestones_overdue,
  case when counted.planned > 0 then coalesce(days_between(counted.overdue_since, spine.as_of), 0) end
    as oldest_milestone_overdue_days,
  counted.reached = counted.planned as is_onboarding_complete,
  case when counted.reached = counted.planned then counted.last_reached_on end as onboarding_completed_on,
  counted.last_reached_on as last_milestone_reached_on,
  counted.kickoff_on,
  counted.sso_configured_on,
  counted.data_imported_on,
  counted.first_report_on,
  counted.team_trained_on,
  counted.go_live_reached_on,
  counted.tenure_days - days_between(counted.first_report_on, spine.as_of) as days_to_first_report,
from spine
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
