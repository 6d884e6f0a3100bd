-- Recency, frequency and money as Fader and Hardie count them: by days with a purchase, in weeks from the first of them. The last day
-- seen is the one before as_of.
with spine as (
  select account_id, as_of from spine.account_as_of
),

history as (
  select
    spine.account_id,
    spine.as_of,
    count(distinct purchases.bought_on) as days,
    min(purchases.bought_on) as first_on,
    max(purchases.bought_on) as last_on,
    count(*) as purchases,
    sum(purchases.amount_cents) as spent_cents,
  from spine
  inner join staging.stg_shop__purchases as purchases
    on purchases.account_id = spine.account_id
    and visible(purchases.bought_on, purchases.known_at, spine.as_of)
  group by spine.account_id, spine.as_of
)

select
  account_id,
  as_of,
  cast(days - 1 as integer) as frequency,
  ratio(days_between(first_on, last_on), 7) as recency_weeks,
  ratio(days_between(first_on, days_before(as_of, 1)), 7) as observed_weeks,
  days_between(last_on, as_of) as days_since_purchase,
  cast(purchases as integer) as purchases,
  cast(spent_cents as bigint) as spent_cents,
from history
