-- What happens around the customer: news of its own fortune, and competitors at work there. Which news is good for us says
-- seeds.market_signals; a kind that it does not know counts for neither side.
with spine as (
  select account_id, as_of from spine.account_as_of
),

signals as (
  select * from staging.stg_crm__market_signals
),

effects as (
  select kind, effect from seeds.market_signals
),

summed as (
  select
    spine.account_id,
    spine.as_of,
    count(*) filter (where effects.effect = 'bad') as bad,
    count(*) filter (where effects.effect = 'good') as good,
    sum(case effects.effect when 'good' then signals.strength when 'bad' then -signals.strength else 0 end) as balance,
    max(signals.noted_at) filter (where signals.kind in ('competitor_evaluated', 'competitor_mentioned')) as competitor_at,
  from spine
  inner join signals
    on signals.account_id = spine.account_id
    and signals.noted_at >= days_before(spine.as_of, 180)
    and visible(signals.noted_at, signals.known_at, spine.as_of)
  left join effects on effects.kind = signals.kind
  group by spine.account_id, spine.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(summed.bad, 0) as integer) as market_signals_bad_180d,
  cast(coalesce(summed.good, 0) as integer) as market_signals_good_180d,
  cast(coalesce(summed.balance, 0) as integer) as market_balance_180d,
  days_between(summed.competitor_at, spine.as_of) as days_since_competitor_signal,
from spine
left join summed on summed.account_id = spine.account_id and summed.as_of = spine.as_of
