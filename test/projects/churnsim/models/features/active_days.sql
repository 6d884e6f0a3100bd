with spine as (
  select account_id, as_of from spine.account_as_of
),

actions as (
  select * from intermediate.int_action_days
),

counted as (
  select
    spine.account_id,
    spine.as_of,
    count(distinct actions.day) as active_days_28d,
    count(distinct actions.event_type) as actions_28d,
    sum(actions.count_events) as events_28d,
    sum(actions.count_events) filter (where actions.event_type = 'lose_opportunity') as lost_28d,
    sum(actions.count_events) filter (where actions.event_type = 'win_opportunity') as won_28d,
  from spine
  inner join actions
    on actions.account_id = spine.account_id
    and actions.day >= days_before(spine.as_of, 28)
    and visible(actions.day, actions.known_on, spine.as_of)
  group by spine.account_id, spine.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(counted.active_days_28d, 0) as integer) as active_days_28d,
  cast(coalesce(counted.actions_28d, 0) as integer) as actions_28d,
  cast(coalesce(counted.events_28d, 0) as bigint) as events_28d,
  ratio(coalesce(counted.won_28d, 0), coalesce(counted.won_28d, 0) + coalesce(counted.lost_28d, 0)) as share_won_28d,
from spine
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
