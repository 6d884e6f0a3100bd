-- What we can know about the account at all: which systems it is linked to, and how long each system's feed has been silent. The
-- feed, not the account: a customer who stopped is a finding, a feed that stopped is a gap. Features of use go through the macro
-- covered() with product_unseen_days, so that they turn null, and the score's confidence falls, instead of reading as inactivity.
with spine as (
  select account_id, as_of from spine.account_as_of
),

accounts as (
  select account_id, as_of, billing_customer_id, workspace_id, support_org_id from features.account_profile
),

dates as (select distinct as_of from spine),

arrivals as (
  select * from intermediate.int_feed_days
),

silences as (
  select
    dates.as_of,
    feeds.feed,
    feeds.allowed_silence_days,
    days_between(max(arrivals.arrived_on), dates.as_of) - 1 as silent_days,
    days_between(min(arrivals.arrived_on), dates.as_of) as history_days,
  from dates
  cross join seeds.feeds as feeds
  inner join arrivals on arrivals.feed = feeds.feed and arrivals.arrived_on < dates.as_of
  group by dates.as_of, feeds.feed, feeds.allowed_silence_days
),

by_feed as (
  select
    as_of,
    max(case when feed = 'crm' then silent_days end) as crm_silent_days,
    max(case when feed = 'product' then silent_days end) as product_silent_days,
    max(case when feed = 'billing' then silent_days end) as billing_silent_days,
    max(case when feed = 'support' then silent_days end) as support_silent_days,
    max(case when feed = 'surveys' then silent_days end) as surveys_silent_days,
    max(case when feed = 'syncs' then silent_days end) as syncs_silent_days,
    max(case when feed = 'success' then silent_days end) as success_silent_days,
    max(case when feed = 'syncs' and silent_days > allowed_silence_days then silent_days else 0 end) as syncs_unseen_days,
    max(case when feed = 'product' then history_days end) as product_history_days,
    max(case when feed = 'product' and silent_days > allowed_silence_days then silent_days else 0 end) as unseen_days,
    count(*) filter (where silent_days > allowed_silence_days) as feeds_stopped,
    count(*) filter (where feed = 'product' and silent_days <= allowed_silence_days) as product_current,
    count(*) filter (where feed = 'billing' and silent_days <= allowed_silence_days) as billing_current,
    count(*) filter (where feed = 'support' and silent_days <= allowed_silence_days) as support_current,
  from silences
  group by as_of
)

select
  spine.account_id,
  spine.as_of,
  accounts.workspace_id is not null as is_linked_to_product,
  accounts.billing_customer_id is not null as is_linked_to_billing,
  accounts.support_org_id is not null as is_linked_to_support,
  by_feed.crm_silent_days,
  by_feed.product_silent_days,
  by_feed.billing_silent_days,
  by_feed.support_silent_days,
  by_feed.surveys_silent_days,
  by_feed.syncs_silent_days,
  by_feed.success_silent_days,
  by_feed.product_history_days,
  cast(coalesce(by_feed.feeds_stopped, 0) as integer) as feeds_stopped,
  case when accounts.workspace_id is not null and by_feed.product_silent_days is not null then by_feed.unseen_days end
    as product_unseen_days,
  case when accounts.workspace_id is not null and by_feed.syncs_silent_days is not null then by_feed.syncs_unseen_days end
    as syncs_unseen_days,
  ratio(
    case when accounts.workspace_id is not null then coalesce(by_feed.product_current, 0) else 0 end
    + case when accounts.billing_customer_id is not null then coalesce(by_feed.billing_current, 0) else 0 end
    + case when accounts.support_org_id is not null then coalesce(by_feed.support_current, 0) else 0 end,
    3
  ) as share_systems_current,
from spine
left join accounts on accounts.account_id = spine.account_id and accounts.as_of = spine.as_of
left join by_feed on by_feed.as_of = spine.as_of
