-- What the back-test is judged against: every term of a plan, at its end.
with chains as (
  select account_id, stretch, min(start_date) as began_on
  from intermediate.int_terms
  group by account_id, stretch
),

decided as (
  select
    terms.account_id,
    terms.start_date,
    terms.end_date,
    terms.months,
    chains.began_on,
    terms.mrr_cents * 12 as arr_cents,
    case
      when terms.end_date >= date '2023-04-01' then 'open'
      when terms.is_renewed then 'renewed'
      else 'churned'
    end as outcome,
    accounts.channel,
  from intermediate.int_terms as terms
  inner join chains on chains.account_id = terms.account_id and chains.stretch = terms.stretch
  inner join staging.stg_crm5__accounts as accounts on accounts.account_id = terms.account_id
)

select
  account_id || ' ' || cast(end_date as varchar) as decision_id,
  account_id,
  case when months = 1 then began_on else start_date end as term_start,
  end_date as decision_date,
  outcome,
  cast(case when outcome <> 'open' then end_date end as timestamp) as outcome_known_at,
  arr_cents as arr_before_cents,
  case outcome when 'churned' then 0 when 'renewed' then arr_cents end as arr_after_cents,
  channel as segment,
from decided
