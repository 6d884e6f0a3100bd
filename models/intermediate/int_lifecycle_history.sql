-- Which stage of its life each account was in, from which morning on. Onboarding ends by data and by date together: all that is
-- required is reached, and 30 days have passed since the first contract. Where the success team keeps no plan, the CRM's go-live
-- stands in for it. After that the account adopts for 180 days and is established; in the last 90 days of a term, and until the
-- CRM shows the next one, it is renewing. A morning knows only what was known before it.
with accounts as (
  select
    accounts.account_id,
    accounts.valid_from,
    coalesce(accounts.valid_to, date '9999-12-31') as valid_to,
    days_before(accounts.renewal_date, 90) as renewing_from,
    coalesce(onboarding.plan_on, date '9999-12-31') as plan_on,
    days_before(accounts.signed_on, -30) as earliest,
    days_before(onboarding.completed_on, -1) as after_plan,
    days_before(accounts.go_live_on, -1) as after_go_live,
  from staging.stg_crm__accounts as accounts
  left join intermediate.int_onboarding_completed as onboarding on onboarding.account_id = accounts.account_id
),

ends as (
  select
    *,
    case when after_plan < earliest then earliest else after_plan end as by_plan,
    case when after_go_live < earliest then earliest else after_go_live end as by_go_live,
  from accounts
),

-- Every morning on which the stage could turn.
turns as (
  select *, days_before(valid_from, -1) as morning from ends
  union all
  select *, days_before(plan_on, -1) as morning from ends where plan_on < date '9999-12-31'
  union all
  select *, by_plan as morning from ends
  union all
  select *, days_before(by_plan, -180) as morning from ends
  union all
  select *, by_go_live as morning from ends
  union all
  select *, days_before(by_go_live, -180) as morning from ends
  union all
  select *, renewing_from as morning from ends
),

seen as (
  select *, case when plan_on < morning then by_plan else by_go_live end as onboarded_from
  from turns
  where morning > valid_from and morning <= valid_to
),

staged as (
  select distinct
    account_id,
    morning,
    case
      when coalesce(onboarded_from, date '9999-12-31') > morning then 'onboarding'
      when renewing_from <= morning then 'renewing'
      when days_before(onboarded_from, -180) > morning then 'adopting'
      else 'established'
    end as lifecycle_stage,
  from seen
),

changed as (
  select *, lag(lifecycle_stage) over (partition by account_id order by morning) as stage_before
  from staged
)

select
  account_id,
  lifecycle_stage,
  stage_before,
  morning as stage_from,
  lead(morning) over (partition by account_id order by morning) as stage_to,
from changed
where coalesce(stage_before, '') <> lifecycle_stage
