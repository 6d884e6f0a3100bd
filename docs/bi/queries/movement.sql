-- What moved in thirty days: each account's change, and the measure or adjustment that did most of it, by today's data and scorecard.
with days as (
  select max(as_of) as today, max(as_of) filter (where as_of <= (select max(as_of) - 30 from current_scores)) as before
  from scores_restated
  where score_name = 'health'
),

points as (
  select account_id, dimension, item, points as points_now, 0 as points_before
  from current_score_measures
  where score_name = 'health'
  union all
  select account_id, dimension, item, 0, points
  from calendar_score_measures
  inner join days on days.before = calendar_score_measures.as_of
  where score_name = 'health'
),

moved as (
  select account_id, item, sum(points_now) - sum(points_before) as points_moved
  from points
  group by account_id, item
),

ranked as (
  select *, row_number() over (partition by account_id order by abs(points_moved) desc, item) as place
  from moved
)

select
  today.account_name,
  today.owner,
  today.arr,
  before.as_of as compared_with,
  before.score as score_before,
  today.score as score_now,
  today.score - before.score as change,
  before.band as band_before,
  today.band as band_now,
  ranked.item as moved_most,
  ranked.points_moved
from current_scores as today
inner join days on true
inner join scores_restated as before
  on before.account_id = today.account_id and before.score_name = today.score_name and before.as_of = days.before
inner join ranked on ranked.account_id = today.account_id and ranked.place = 1
where today.score_name = 'health'
order by change, today.account_id
