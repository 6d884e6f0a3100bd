-- Whether the person who argues for us is still there: how long today's champion has been one, and when the last one was lost.
-- The CRM hears of a departure late, so the day that counts is that of the export which first showed it.
with spine as (
  select account_id, as_of from spine.account_as_of
),

spells as (
  select * from intermediate.int_champion_spells
),

present as (
  select
    spine.account_id,
    spine.as_of,
    min(spells.champion_from) as champion_from,
  from spine
  inner join spells
    on spells.account_id = spine.account_id
    and valid_at(spells.known_from, spells.champion_to, spine.as_of)
  group by spine.account_id, spine.as_of
),

lost as (
  select
    spine.account_id,
    spine.as_of,
    max(spells.champion_to) as lost_on,
  from spine
  inner join spells
    on spells.account_id = spine.account_id
    and spells.champion_to < spine.as_of
  group by spine.account_id, spine.as_of
)

select
  spine.account_id,
  spine.as_of,
  days_between(present.champion_from, spine.as_of) as champion_days,
  days_between(lost.lost_on, spine.as_of) as days_since_champion_lost,
  coalesce(lost.lost_on >= days_before(spine.as_of, 90), false) as is_champion_lost_90d,
  coalesce(present.champion_from is null and lost.lost_on is not null, false) as is_champion_vacant,
from spine
left join present on present.account_id = spine.account_id and present.as_of = spine.as_of
left join lost on lost.account_id = spine.account_id and lost.as_of = spine.as_of
