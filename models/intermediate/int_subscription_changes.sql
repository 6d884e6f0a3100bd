-- What each change of a subscription changed, against the one that was in force before it. Changes follow each other in the order
-- in which we knew them to be in force, so that one recorded late never alters what an earlier day saw. A first row that is no
-- start has nothing to compare with: billing began to export in the middle of it.
with history as (
  select * from intermediate.int_subscription_history
),

plans as (
  select * from seeds.plans
),

in_force as (
  select
    history.event_id,
    history.customer_id,
    history.subscription_id,
    history.event_type,
    history.valid_from,
    history.seats,
    history.annual_amount_cents,
    plans.plan_rank,
  from history
  left join plans on plans.plan = history.plan
  where coalesce(history.valid_to, timestamp '9999-12-31') > history.valid_from
),

paired as (
  select
    *,
    lag(seats, 1) over (partition by subscription_id order by valid_from, event_id) as seats_before,
    lag(annual_amount_cents, 1) over (partition by subscription_id order by valid_from, event_id) as cents_before,
    lag(plan_rank, 1) over (partition by subscription_id order by valid_from, event_id) as rank_before,
  from in_force
)

select
  event_id,
  customer_id,
  event_type,
  valid_from as changed_at,
  case when event_type = 'started' then seats - coalesce(seats_before, 0) else seats - seats_before end as seats_change,
  case
    when event_type = 'started' then annual_amount_cents - coalesce(cents_before, 0)
    else annual_amount_cents - cents_before
  end as annual_change_cents,
  plan_rank - rank_before as plan_rank_change,
from paired
