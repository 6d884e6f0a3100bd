-- What the customer writes about: counts by the help desk's topics, and the two shares that mean something by themselves. Defects
-- (bug, performance) say that the product fails; questions (how_to, integration) that somebody is learning it.
with accounts as (
  select account_id, as_of, support_org_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

coverage as (
  select account_id, as_of, support_unseen_days from features.source_coverage
),

tickets as (
  select * from intermediate.int_support_tickets
),

counted as (
  select
    accounts.account_id,
    accounts.as_of,
    count(*) as tickets,
    count(*) filter (where tickets.topic = 'bug') as bug,
    count(*) filter (where tickets.topic = 'performance') as performance,
    count(*) filter (where tickets.topic = 'how_to') as how_to,
    count(*) filter (where tickets.topic = 'integration') as integration,
    count(*) filter (where tickets.topic = 'billing') as billing,
  from accounts
  inner join tickets
    on tickets.org_id = accounts.support_org_id
    and tickets.opened_at >= days_before(accounts.as_of, 180)
    and visible(tickets.opened_at, tickets.known_at, accounts.as_of)
  group by accounts.account_id, accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(covered(coalesce(counted.bug, 0), coverage.support_unseen_days, 180) as integer) as tickets_bug_180d,
  cast(covered(coalesce(counted.performance, 0), coverage.support_unseen_days, 180) as integer) as tickets_performance_180d,
  cast(covered(coalesce(counted.how_to, 0), coverage.support_unseen_days, 180) as integer) as tickets_how_to_180d,
  cast(covered(coalesce(counted.integration, 0), coverage.support_unseen_days, 180) as integer) as tickets_integration_180d,
  cast(covered(coalesce(counted.billing, 0), coverage.support_unseen_days, 180) as integer) as tickets_billing_180d,
  ratio(counted.bug + counted.performance, counted.tickets) as share_tickets_defects_180d,
  ratio(counted.how_to + counted.integration, counted.tickets) as share_tickets_questions_180d,
from spine
left join coverage on coverage.account_id = spine.account_id and coverage.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
