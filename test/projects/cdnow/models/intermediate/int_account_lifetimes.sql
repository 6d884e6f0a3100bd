-- A customer is one from its first purchase on. Nobody who buys CDs ever says that they are done with it.
select
  account_id,
  min(bought_on) as live_from,
  cast(null as date) as live_to,
from staging.stg_shop__purchases
group by account_id
