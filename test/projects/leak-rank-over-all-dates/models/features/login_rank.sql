-- The rank is among the accounts of all dates that happen to be built together.
select
  logins.account_id,
  logins.as_of,
  rank() over (order by logins.logins_14d desc) as login_rank,
from spine.account_as_of as spine
inner join features.logins as logins on logins.account_id = spine.account_id and logins.as_of = spine.as_of
