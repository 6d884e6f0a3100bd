-- What we can know about the account at all: which systems it is linked to, and how long each system's feed has been silent. The
-- feed, not the account: a customer who stopped is a finding, a feed that stopped is a gap. Features that count what happens
-- with a customer go through the macro covered() with the feed's unseen days, so that they turn null, and the score's confidence
-- falls, instead of reading as inactivity.
with dates as (select distinct as_of from spine.account_as_of),

silences as (
  select
    dates.as_of,
    feeds.feed,
    feeds.allowed_silence_days,
    days_between(max(arrivals.arrived_on), dates.as_of) - 1 as silent_days,
    days_between(min(arrivals.arrived_on), dates.as_of) as history_days,
  from dates
  cross join seeds.feeds as feeds
  inner join intermediate.int_feed_days as arrivals on arrivals.feed = feeds.feed and arrivals.arrived_on < dates.as_of
  group by dates.as_of, feeds.feed, feeds.allowed_silence_days
),

by_feed as (
  select
    as_of,
    max(case when feed = 'crm' then silent_days end) as crm_silent_days,
    max(case when feed = 'touchpoints' then silent_days end) as touchpoints_silent_days,
    max(case when feed = 'product' then silent_days end) as product_silent_days,
    max(case when feed = 'billing' then silent_days end) as billing_silent_days,
    max(case when feed = 'support' then silent_days end) as support_silent_days,
    max(case when feed = 'surveys' then silent_days end) as surveys_silent_days,
    max(case when feed = 'syncs' then silent_days end) as syncs_silent_days,
    max(case when feed = 'success' then silent_days end) as success_silent_days,
    max(case when feed = 'marketing' then silent_days end) as marketing_silent_days,
    max(case when feed = 'product' then history_days end) as product_history_days,
    count(*) filter (where silent_days > allowed_silence_days) as feeds_stopped,
    max(case when feed = 'product' then hidden_days(silent_days, allowed_silence_days) end) as product_hidden,
    max(case when feed = 'billing' then hidden_days(silent_days, allowed_silence_days) end) as billing_hidden,
    max(case when feed = 'support' then hidden_days(silent_days, allowed_silence_days) end) as support_hidden,
    max(case when feed = 'syncs' then hidden_days(silent_days, allowed_silence_days) end) as syncs_hidden,
    max(case when feed = 'touchpoints' then hidden_days(silent_days, allowed_silence_days) end) as touchpoints_hidden,
    max(case when feed = 'marketing' then hidden_days(silent_days, allowed_silence_days) end) as marketing_hidden,
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
  by_feed.touchpoints_silent_days,
  by_feed.product_silent_days,
  by_feed.billing_silent_days,
  by_feed.support_silent_days,
  by_feed.surveys_silent_days,
  by_feed.syncs_silent_days,
  by_feed.success_silent_days,
  by_feed.marketing_silent_days,
  by_feed.product_history_days,
  cast(coalesce(by_feed.feeds_stopped, 0) as integer) as feeds_stopped,
  case when accounts.workspace_id is not null then by_feed.product_hidden end as product_unseen_days,
  case when accounts.workspace_id is not null then by_feed.syncs_hidden end as syncs_unseen_days,
  case when accounts.billing_customer_id is not null then by_feed.billing_hidden end as billing_unseen_days,
  case when accounts.support_org_id is not null then by_feed.support_hidden end as support_unseen_days,
  by_feed.touchpoints_hidden as touchpoints_unseen_days,
  by_feed.marketing_hidden as marketing_unseen_days,
  ratio(
    case when accounts.workspace_id is not null and by_feed.product_hidden = 0 then 1 else 0 end
    + case when accounts.billing_customer_id is not null and by_feed.billing_hidden = 0 then 1 else 0 end
    + case when accounts.support_org_id is not null and by_feed.support_hidden = 0 then 1 else 0 end,
    3
  ) as share_systems_current,
from spine.account_as_of as spine
left join features.account_profile as accounts on accounts.account_id = spine.account_id and accounts.as_of = spine.as_of
left join by_feed on by_feed.as_of = spine.as_of
