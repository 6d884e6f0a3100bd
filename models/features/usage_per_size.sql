-- Use made comparable between large and small customers: by seat, by employee, and as the place among the peers of the segment on
-- that very day. The percentile counts those below and half of those who are level, so a segment that is all alike is at 0.5.
with spine as (
  select account_id, as_of from spine.account_as_of
),

sized as (
  select
    accounts.account_id,
    accounts.as_of,
    accounts.segment,
    ratio(frequency.user_days_30d, licences.seats_bought) as user_days_per_seat,
    ratio(days.logins_30d, licences.seats_bought) as logins_per_seat,
    ratio(frequency.events_30d, licences.seats_bought) as events_per_seat,
    ratio(licences.seats_used_30d, accounts.employees) as share_employees,
  from features.account_profile as accounts
  inner join features.licence_utilisation as licences
    on licences.account_id = accounts.account_id and licences.as_of = accounts.as_of
  inner join features.user_frequency as frequency
    on frequency.account_id = accounts.account_id and frequency.as_of = accounts.as_of
  inner join features.active_days as days
    on days.account_id = accounts.account_id and days.as_of = accounts.as_of
),

ranked as (
  select
    account_id,
    as_of,
    rank() over (partition by as_of, segment order by user_days_per_seat) as place,
    count(*) over (partition by as_of, segment, user_days_per_seat) as level_with,
    count(*) over (partition by as_of, segment) as peers,
  from sized
  where user_days_per_seat is not null
)

select
  spine.account_id,
  spine.as_of,
  sized.user_days_per_seat as user_days_per_seat_30d,
  sized.logins_per_seat as logins_per_seat_30d,
  sized.events_per_seat as events_per_seat_30d,
  sized.share_employees as share_employees_active_30d,
  cast(coalesce(ranked.peers, 0) as integer) as usage_peers,
  case when ranked.peers >= 5 then ratio(2 * (ranked.place - 1) + ranked.level_with, 2 * ranked.peers) end
    as usage_peer_percentile,
from spine
left join sized on sized.account_id = spine.account_id and sized.as_of = spine.as_of
left join ranked on ranked.account_id = spine.account_id and ranked.as_of = spine.as_of
