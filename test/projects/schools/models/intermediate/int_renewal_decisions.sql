-- What the back-test is judged against. The price is that of the plan, since arr_usd no longer says it of those who left.
with priced as (
  select *, case plan when 'pro' then 120000 when 'district' then 800000 end as arr_cents
  from staging.stg_app__renewals
)

select
  renewal_id as decision_id,
  account_id,
  term_start,
  due_date as decision_date,
  case when outcome = 'renewed' and expansion_cents > 0 then 'expanded' else outcome end as outcome,
  cast(due_date as timestamp) as outcome_known_at,
  cast(arr_cents as bigint) as arr_before_cents,
  cast(case outcome when 'renewed' then arr_cents + expansion_cents else 0 end as bigint) as arr_after_cents,
  plan as segment,
from priced
