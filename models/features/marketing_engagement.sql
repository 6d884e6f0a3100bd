-- Interest in the newsletter: the opens of a quarter, and how the share opened moved against the quarter before. In the demo
-- company it means nothing, and the back-test says so.
with spine as (
  select account_id, as_of from spine.account_as_of
),

coverage as (
  select account_id, as_of, marketing_unseen_days from features.source_coverage
),

campaigns as (
  select * from staging.stg_marketing__campaigns
),

summed as (
  select
    spine.account_id,
    spine.as_of,
    sum(campaigns.emails_sent) filter (where campaigns.measured_at >= days_before(spine.as_of, 90)) as sent,
    sum(campaigns.marketing_emails_opened) filter (where campaigns.measured_at >= days_before(spine.as_of, 90)) as opened,
    sum(campaigns.emails_sent) filter (where campaigns.measured_at < days_before(spine.as_of, 90)) as sent_before,
    sum(campaigns.marketing_emails_opened) filter (where campaigns.measured_at < days_before(spine.as_of, 90)) as opened_before,
  from spine
  inner join campaigns
    on campaigns.account_id = spine.account_id
    and campaigns.measured_at >= days_before(spine.as_of, 180)
    and visible(campaigns.measured_at, campaigns.known_at, spine.as_of)
  group by spine.account_id, spine.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(covered(coalesce(summed.opened, 0), coverage.marketing_unseen_days, 90) as integer) as marketing_emails_opened_90d,
  ratio(summed.opened, summed.sent) as share_marketing_emails_opened_90d,
  ratio(summed.opened, summed.sent) - ratio(summed.opened_before, summed.sent_before) as marketing_open_rate_change_90d,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join summed on summed.account_id = spine.account_id and summed.as_of = spine.as_of
