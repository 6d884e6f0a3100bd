-- The window has a beginning and no end: logins after the day count as well.
with logged as (
  select spine.account_id, spine.as_of, count(*) as logins_14d
  from spine.account_as_of as spine
  inner join staging.stg_app__logins as logins
    on logins.account_id = spine.account_id
    and logins.logged_in_at >= days_before(spine.as_of, 14)
  group by spine.account_id, spine.as_of
)

select spine.account_id, spine.as_of, coalesce(logged.logins_14d, 0) as logins_14d
from spine.account_as_of as spine
left join logged on logged.account_id = spine.account_id and logged.as_of = spine.as_of
