-- What was settled before the day, in all and in 180 days.
with spine as (
  select account_id, as_of from spine.account_as_of
),

payments as (
  select * from intermediate.int_invoice_payments
),

settled as (
  select
    spine.account_id,
    spine.as_of,
    count(*) as settled,
    sum(payments.days_late) as days_late,
    sum(payments.days_to_settle) as days_to_settle,
    count(*) filter (where payments.settled_on >= days_before(spine.as_of, 180)) as settled_180d,
    count(*) filter (where payments.settled_on >= days_before(spine.as_of, 180) and payments.days_late = 0) as on_time_180d,
  from spine
  inner join payments
    on payments.account_id = spine.account_id
    and visible(payments.settled_on, payments.known_at, spine.as_of)
  group by spine.account_id, spine.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(settled.settled, 0) as integer) as invoices_settled,
  cast(coalesce(settled.days_late, 0) as integer) as days_late_sum,
  cast(coalesce(settled.days_to_settle, 0) as integer) as days_to_settle_sum,
  ratio(settled.days_late, settled.settled) as days_late_mean,
  ratio(settled.on_time_180d, settled.settled_180d) as share_on_time_180d,
from spine
left join settled on settled.account_id = spine.account_id and settled.as_of = spine.as_of
