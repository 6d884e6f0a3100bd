-- The health score that somebody set by hand, while it holds. It ends by itself on its last day. A newer one takes its place for
-- good, from its own first day: when it ends, the older one does not come back.
with spine as (
  select account_id, as_of from spine.account_as_of
),

overrides as (
  select * from staging.stg_crm__overrides
),

begun as (
  select
    spine.account_id,
    spine.as_of,
    overrides.score,
    overrides.author,
    overrides.reason,
    overrides.holds_until,
    row_number() over (
      partition by spine.account_id, spine.as_of
      order by overrides.noted_at desc nulls last, overrides.override_id desc nulls last
    ) as place,
  from spine
  inner join overrides
    on overrides.account_id = spine.account_id
    and visible(overrides.noted_at, overrides.known_at, spine.as_of)
    and overrides.holds_from <= spine.as_of
),

latest as (
  select * from begun where place = 1 and holds_until > as_of
)

select
  spine.account_id,
  spine.as_of,
  latest.score as override_score,
  latest.author as override_author,
  latest.reason as override_reason,
  latest.holds_until as override_until,
from spine
left join latest on latest.account_id = spine.account_id and latest.as_of = spine.as_of
