-- The plan's terms, without add-ons, and which of them follow on one another: a stretch is a chain of renewals.
with terms as (
  select * from staging.stg_crm5__subscriptions where not is_add_on
),

chained as (
  select
    terms.*,
    renewals.account_id is not null as is_renewed,
    earlier.account_id is not null as is_renewal,
  from terms
  left join terms as renewals on renewals.account_id = terms.account_id and renewals.start_date = terms.end_date
  left join terms as earlier on earlier.account_id = terms.account_id and earlier.end_date = terms.start_date
)

select
  account_id,
  start_date,
  end_date,
  months,
  quantity as seats,
  mrr_cents,
  discount,
  known_at,
  is_renewed,
  is_renewal,
  cast(sum(case when is_renewal then 0 else 1 end) over (
    partition by account_id
    order by start_date
    rows between unbounded preceding and current row
  ) as integer) as stretch,
from chained
