select
  logins.account_id,
  logins.as_of,
  rank() over (partition by logins.as_of order by logins.logins_14d desc) as login_rank,
from spine.account_as_of as spine
inner join features.logins as logins on logins.account_id = spine.account_id and logins.as_of = spine.as_of
