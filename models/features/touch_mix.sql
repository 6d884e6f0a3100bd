-- How we talk: kinds of touchpoint in 90 days, with how many different people, and when the last business review was. E-mails
-- alone are a thinner thread than seeing each other.
with spine as (
  select account_id, as_of from spine.account_as_of
),

coverage as (
  select account_id, as_of, touchpoints_unseen_days from features.source_coverage
),

touchpoints as (
  select * from staging.stg_crm__touchpoints
),

seen as (
  select
    spine.account_id,
    spine.as_of,
    touchpoints.kind,
    touchpoints.contact_id,
    touchpoints.occurred_at,
    touchpoints.duration_minutes,
    touchpoints.occurred_at >= days_before(spine.as_of, 90) as is_recent,
  from spine
  inner join touchpoints
    on touchpoints.account_id = spine.account_id
    and touchpoints.occurred_at >= days_before(spine.as_of, 365)
    and visible(touchpoints.occurred_at, touchpoints.known_at, spine.as_of)
),

counted as (
  select
    account_id,
    as_of,
    count(*) filter (where is_recent) as touches,
    count(*) filter (where is_recent and kind = 'email') as emails,
    count(*) filter (where is_recent and kind = 'call') as calls,
    count(*) filter (where is_recent and kind = 'meeting') as meetings,
    count(*) filter (where is_recent and kind = 'visit') as visits,
    count(*) filter (where is_recent and kind in ('meeting', 'visit', 'qbr')) as face_to_face,
    count(distinct case when is_recent then contact_id end) as people,
    sum(duration_minutes) filter (where is_recent) as minutes,
    count(*) filter (where kind = 'qbr') as qbrs,
    max(occurred_at) filter (where kind = 'qbr') as last_qbr_at,
  from seen
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(covered(coalesce(counted.emails, 0), coverage.touchpoints_unseen_days, 90) as integer) as emails_90d,
  cast(covered(coalesce(counted.calls, 0), coverage.touchpoints_unseen_days, 90) as integer) as calls_90d,
  cast(covered(coalesce(counted.meetings, 0), coverage.touchpoints_unseen_days, 90) as integer) as meetings_90d,
  cast(covered(coalesce(counted.visits, 0), coverage.touchpoints_unseen_days, 90) as integer) as visits_90d,
  ratio(counted.face_to_face, counted.touches) as share_touches_face_to_face_90d,
  cast(covered(coalesce(counted.people, 0), coverage.touchpoints_unseen_days, 90) as integer) as contacts_touched_90d,
  cast(covered(coalesce(counted.minutes, 0), coverage.touchpoints_unseen_days, 90) as integer) as touch_minutes_90d,
  cast(covered(coalesce(counted.qbrs, 0), coverage.touchpoints_unseen_days, 365) as integer) as qbrs_365d,
  covered(days_between(counted.last_qbr_at, spine.as_of), coverage.touchpoints_unseen_days, 90) as days_since_qbr,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
