-- What the back-test is judged against: one decision per contract end. The outcome counts as known from the first sign of it,
-- a notice or an early signature, so that nothing seen after that can look like foresight.
with renewals as (
  select * from staging.stg_crm__renewals
),

accounts as (
  select account_id, segment, valid_from, valid_to from staging.stg_crm__accounts
),

decided as (
  select
    renewal_id as decision_id,
    account_id,
    term_start,
    contract_end as decision_date,
    case
      when stage = 'closed_lost' then 'churned'
      when stage <> 'closed_won' then 'open'
      when arr_after_cents > arr_before_cents then 'expanded'
      when arr_after_cents < arr_before_cents then 'contracted'
      else 'renewed'
    end as outcome,
    case when notice_at < closed_at then notice_at else closed_at end as outcome_known_at,
    arr_before_cents,
    arr_after_cents,
  from renewals
),

segments as (
  select
    decided.decision_id,
    max(accounts.segment) as segment,
  from decided
  inner join accounts
    on accounts.account_id = decided.account_id
    and valid_at(accounts.valid_from, accounts.valid_to, decided.decision_date)
  group by decided.decision_id
)

select
  decided.decision_id,
  decided.account_id,
  decided.term_start,
  decided.decision_date,
  decided.outcome,
  decided.outcome_known_at,
  decided.arr_before_cents,
  decided.arr_after_cents,
  segments.segment,
from decided
left join segments on segments.decision_id = decided.decision_id
