-- A leak, left in on purpose: what anyone would take for the price of the contract, read before the renewal was due. It is 0 for those
-- who were going to leave. `check --future-blind` and the back-test have to find it, each by itself.
with spine as (
  select account_id, as_of from spine.account_as_of
),

renewals as (
  select account_id, arr_stated_cents from staging.stg_app__renewals
)

select
  spine.account_id,
  spine.as_of,
  renewals.arr_stated_cents as stated_arr_cents,
from spine
left join renewals on renewals.account_id = spine.account_id
