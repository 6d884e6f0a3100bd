-- Touchpoints of the last year, the newest first.
select
  touchpoints.touchpoint_id,
  touchpoints.kind,
  touchpoints.occurred_at,
  touchpoints.duration_minutes,
  touchpoints._file_id,
  touchpoints._record
from features.account_profile as accounts
inner join raw.crm__touchpoints as touchpoints
  on touchpoints.account_id = accounts.account_id
  and touchpoints.occurred_at >= days_before(accounts.as_of, 365)
  and visible(touchpoints.occurred_at, touchpoints._known_at, accounts.as_of)
order by touchpoints.occurred_at desc, touchpoints.touchpoint_id
