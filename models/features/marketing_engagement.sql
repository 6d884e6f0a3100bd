-- Interest in the newsletter. In the demo company it means nothing, and the back-test says so.
with spine as (
  select account_id, as_of from spine.account_as_of
),

campaigns as (
  select * from staging.stg_marketing__campaigns
),

summed as (
  select
    spine.account_id,
    spine.as_of,
    sum(campaigns.emails_sent) as emails_sent,
    sum(campaigns.marketing_emails_opened) as emails_opened,
  from spine
  inner join campaigns
    on campaigns.account_id = spine.account_id
    and campaigns.measured_at >= days_before(spine.as_of, 90)
    and visible(campaigns.measured_at, campaigns.known_at, spine.as_of)
  group by spine.account_id, spine.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(summed.emails_opened, 0) as integer) as marketing_emails_opened_90d,
  ratio(summed.emails_opened, summed.emails_sent) as share_marketing_emails_opened_90d,
from spine
left join summed on summed.account_id = spine.account_id and summed.as_of = spine.as_of
