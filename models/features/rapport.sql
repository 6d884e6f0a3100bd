-- Whom we know at the customer, part by part: contacts that the CRM lists, those of them still there, and when we last talked to
-- one of these. Roles, and who has left, are as the last export before the day had them.
with spine as (
  select account_id, as_of from spine.account_as_of
),

people as (
  select
    spine.account_id,
    spine.as_of,
    contacts.contact_id,
    contacts.role,
    contacts.is_active,
    coverage.touchpoints_unseen_days,
  from spine
  inner join features.source_coverage as coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
  inner join staging.stg_crm__contacts as contacts
    on contacts.account_id = spine.account_id
    and valid_at(contacts.valid_from, contacts.valid_to, spine.as_of)
),

touched as (
  select
    people.account_id,
    people.as_of,
    people.role,
    people.is_active,
    covered(case when people.is_active then cast(touches.occurred_at as date) end, people.touchpoints_unseen_days, 30)
      as touched_on,
  from people
  left join intermediate.int_contact_touches as touches
    on touches.contact_id = people.contact_id
    and touches.valid_from < people.as_of
    and open_at(touches.valid_to, people.as_of)
),

counted as (
  select
    account_id,
    as_of,
    count(*) filter (where role = 'champion') as champions_known,
    count(*) filter (where role = 'champion' and is_active) as champions_active,
    max(touched_on) filter (where role = 'champion') as champion_touched_on,
    count(*) filter (where role = 'decision_maker') as decision_makers_known,
    count(*) filter (where role = 'decision_maker' and is_active) as decision_makers_active,
    max(touched_on) filter (where role = 'decision_maker') as decision_maker_touched_on,
    count(*) filter (where role = 'economic_buyer') as economic_buyers_known,
    count(*) filter (where role = 'economic_buyer' and is_active) as economic_buyers_active,
    max(touched_on) filter (where role = 'economic_buyer') as economic_buyer_touched_on,
    count(*) filter (where role = 'executive') as executives_known,
    count(*) filter (where role = 'executive' and is_active) as executives_active,
    max(touched_on) filter (where role = 'executive') as executive_touched_on,
    count(*) filter (where role = 'business_user') as business_users_known,
    count(*) filter (where role = 'business_user' and is_active) as business_users_active,
    max(touched_on) filter (where role = 'business_user') as business_user_touched_on,
  from touched
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(counted.champions_known, 0) as integer) as champions_known,
  cast(coalesce(counted.champions_active, 0) as integer) as champions_active,
  days_between(counted.champion_touched_on, spine.as_of) as days_since_champion_touch,
  cast(coalesce(counted.decision_makers_known, 0) as integer) as decision_makers_known,
  cast(coalesce(counted.decision_makers_active, 0) as integer) as decision_makers_active,
  days_between(counted.decision_maker_touched_on, spine.as_of) as days_since_decision_maker_touch,
  cast(coalesce(counted.economic_buyers_known, 0) as integer) as economic_buyers_known,
  cast(coalesce(counted.economic_buyers_active, 0) as integer) as economic_buyers_active,
  days_between(counted.economic_buyer_touched_on, spine.as_of) as days_since_economic_buyer_touch,
  cast(coalesce(counted.executives_known, 0) as integer) as executives_known,
  cast(coalesce(counted.executives_active, 0) as integer) as executives_active,
  days_between(counted.executive_touched_on, spine.as_of) as days_since_executive_touch,
  cast(coalesce(counted.business_users_known, 0) as integer) as business_users_known,
  cast(coalesce(counted.business_users_active, 0) as integer) as business_users_active,
  days_between(counted.business_user_touched_on, spine.as_of) as days_since_business_user_touch,
from spine
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
