select purchase_id, account_id, bought_on, cds
from staging.stg_shop__purchases
where amount_cents = 0
