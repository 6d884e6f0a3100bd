-- From when to when each champion was one: rows of a contact's history that follow each other without a gap, active and in that
-- role, are one spell. A contact that was a champion when the CRM first showed it counts from the day it became a contact.
with contacts as (
  select * from staging.stg_crm__contacts
),

marked as (
  select
    account_id,
    contact_id,
    created_on,
    valid_from,
    valid_to,
    role = 'champion' and is_active as is_champion,
    row_number() over (partition by contact_id order by valid_from) as place,
    lag(role = 'champion' and is_active) over (partition by account_id, contact_id order by valid_from) as was_champion,
    lag(valid_to) over (partition by account_id, contact_id order by valid_from) as previous_to,
  from contacts
),

numbered as (
  select
    *,
    sum(case when was_champion and previous_to = valid_from then 0 else 1 end) over (
      partition by account_id, contact_id
      order by valid_from
      rows between unbounded preceding and current row
    ) as spell,
  from marked
  where is_champion
)

select
  account_id,
  contact_id,
  min(valid_from) as known_from,
  min(case when place = 1 and created_on < valid_from then created_on else valid_from end) as champion_from,
  case when count(*) = count(valid_to) then max(valid_to) end as champion_to,
from numbered
group by account_id, contact_id, spell
