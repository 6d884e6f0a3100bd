-- What the account runs as of the day, against what it ran 90 days before, and what it ended in between.
with spine as (
  select account_id, as_of from spine.account_as_of
),

subscriptions as (
  select * from staging.stg_ravenstack__subscriptions where not is_trial
),

counted as (
  select
    spine.account_id,
    spine.as_of,
    count(*) filter (where open_at(subscriptions.end_date, spine.as_of)) as running,
    count(*) filter (where not open_at(subscriptions.end_date, spine.as_of)) as ended_90d,
    sum(subscriptions.seats) filter (where open_at(subscriptions.end_date, spine.as_of)) as seats,
    sum(subscriptions.mrr_cents) filter (where open_at(subscriptions.end_date, spine.as_of)) as mrr_cents,
    sum(subscriptions.mrr_cents) filter (where subscriptions.start_date < days_before(spine.as_of, 90)) as mrr_before_cents,
  from spine
  inner join subscriptions
    on subscriptions.account_id = spine.account_id
    and visible(subscriptions.start_date, subscriptions.known_at, spine.as_of)
    and open_at(subscriptions.end_date, days_before(spine.as_of, 90))
  group by spine.account_id, spine.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(counted.running as integer) as subscriptions_running,
  cast(counted.ended_90d as integer) as subscriptions_ended_90d,
  ratio(counted.ended_90d, counted.running + counted.ended_90d) as share_subscriptions_ended_90d,
  cast(counted.seats as integer) as seats_bought,
  cast(counted.mrr_cents as bigint) as mrr_cents,
  case
    when coalesce(counted.mrr_before_cents, 0) = 0 then 'new'
    when counted.mrr_cents > counted.mrr_before_cents then 'expansion'
    when counted.mrr_cents < counted.mrr_before_cents then 'contraction'
    else 'flat'
  end as mrr_movement_class,
from spine
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
