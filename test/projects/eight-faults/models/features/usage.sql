with used as (
  select spine.account_id, spine.as_of, cast(sum(days.count_events) as bigint) as events_28d
  from spine.account_as_of as spine
  inner join intermediate.int_usage_days as days
    on days.account_id = spine.account_id and days.day < spine.as_of and days.known_on < spine.as_of
    and days.day >= cast(spine.as_of - interval '28' day as date)
  group by spine.account_id, spine.as_of
)
select spine.account_id, spine.as_of, coalesce(used.events_28d, 0) as events_28d
from spine.account_as_of as spine
left join used on used.account_id = spine.account_id and used.as_of = spine.as_of
