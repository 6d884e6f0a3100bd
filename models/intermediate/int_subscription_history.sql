-- What each subscription was worth and for how many seats, by the time from which we could know it. A change is in force once
-- it is both effective and known, until a later change is.
with changes as (
  select * from staging.stg_billing__subscriptions
),

started as (
  select
    event_id,
    customer_id,
    subscription_id,
    event_type,
    plan,
    seats,
    annual_amount_cents,
    currency,
    term_start,
    term_end,
    effective_on,
    case when known_at > cast(effective_on as timestamp) then known_at else cast(effective_on as timestamp) end as valid_from,
  from changes
),

final as (
  select
    event_id,
    customer_id,
    subscription_id,
    event_type,
    plan,
    seats,
    annual_amount_cents,
    currency,
    term_start,
    term_end,
    valid_from,
    min(valid_from) over (
      partition by subscription_id
      order by effective_on, event_id
      rows between 1 following and unbounded following
    ) as valid_to,
  from started
)

select
  event_id,
  customer_id,
  subscription_id,
  event_type,
  plan,
  seats,
  annual_amount_cents,
  currency,
  term_start,
  term_end,
  valid_from,
  valid_to,
from final
