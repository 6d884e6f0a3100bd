select account_id, bought_on, count(*) as purchases
from staging.stg_shop__purchases
group by account_id, bought_on
having count(*) > 1
