-- What the CSM has pinned to the account and has not expired: risks, and signs of confidence. Which is which says seeds.tags.
-- The same tag pinned twice is one tag.
with spine as (
  select account_id, as_of from spine.account_as_of
),

tags as (
  select * from staging.stg_crm__tags
),

kinds as (
  select tag, kind from seeds.tags
),

in_force as (
  select
    spine.account_id,
    spine.as_of,
    tags.tag,
    kinds.kind,
    max(tags.noted_at) as noted_at,
  from spine
  inner join tags
    on tags.account_id = spine.account_id
    and visible(tags.noted_at, tags.known_at, spine.as_of)
    and coalesce(tags.expires_on, date '9999-12-31') > spine.as_of
  left join kinds on kinds.tag = tags.tag
  group by spine.account_id, spine.as_of, tags.tag, kinds.kind
),

counted as (
  select
    account_id,
    as_of,
    count(*) filter (where kind = 'risk') as risks,
    count(*) filter (where kind = 'confidence') as confidence,
    count(*) filter (where tag = 'champion_left') as champion_left,
    count(*) filter (where tag = 'threat_to_company') as threat,
    count(*) filter (where tag = 'blocking_feature_missing') as blocking_feature,
    max(noted_at) filter (where kind = 'risk') as risk_noted_at,
    max(noted_at) filter (where tag = 'threat_to_company') as threat_noted_at,
  from in_force
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(counted.risks, 0) as integer) as risk_tags,
  cast(coalesce(counted.confidence, 0) as integer) as confidence_tags,
  coalesce(counted.champion_left, 0) > 0 as is_tagged_champion_left,
  coalesce(counted.threat, 0) > 0 as is_tagged_threat_to_company,
  coalesce(counted.blocking_feature, 0) > 0 as is_tagged_blocking_feature,
  days_between(counted.risk_noted_at, spine.as_of) as days_since_risk_tag,
  days_between(counted.threat_noted_at, spine.as_of) as days_since_threat_tag,
from spine
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
