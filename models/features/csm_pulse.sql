-- Copy this one for an opinion that expires.
with spine as (
  select account_id, as_of from spine.account_as_of
),

pulse as (
  select * from staging.stg_crm__pulse
),

seen as (
  select
    spine.account_id,
    spine.as_of,
    pulse.rating,
    pulse.noted_at,
    pulse.expires_on,
    row_number() over (
      partition by spine.account_id, spine.as_of
      order by pulse.noted_at desc nulls last, pulse.pulse_id desc nulls last
    ) as place,
  from spine
  inner join pulse
    on pulse.account_id = spine.account_id
    and visible(pulse.noted_at, pulse.known_at, spine.as_of)
),

latest as (
  select account_id, as_of, rating, noted_at, expires_on from seen where place = 1
)

select
  spine.account_id,
  spine.as_of,
  case when coalesce(latest.expires_on, date '9999-12-31') > spine.as_of then latest.rating end as pulse_rating,
  cast(date_diff('day', cast(latest.noted_at as date), spine.as_of) as integer) as pulse_age_days,
from spine
left join latest on latest.account_id = spine.account_id and latest.as_of = spine.as_of
