-- How happy the customer was with the answers to its tickets. A rating counts from the instant it was given, whenever the ticket
-- was opened; ratings of the last day with one are averaged, so that no tie decides.
with accounts as (
  select account_id, as_of, support_org_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

ratings as (
  select org_id, csat_score, csat_at, known_at, cast(csat_at as date) as rated_on
  from intermediate.int_support_tickets
  where csat_score is not null
),

seen as (
  select
    accounts.account_id,
    accounts.as_of,
    ratings.csat_score,
    ratings.rated_on,
    max(ratings.rated_on) over (partition by accounts.account_id, accounts.as_of) as last_on,
  from accounts
  inner join ratings
    on ratings.org_id = accounts.support_org_id
    and ratings.csat_at >= days_before(accounts.as_of, 180)
    and visible(ratings.csat_at, ratings.known_at, accounts.as_of)
),

summed as (
  select
    account_id,
    as_of,
    max(last_on) as last_on,
    count(*) as ratings,
    ratio(sum(csat_score), count(*)) as mean_rating,
    ratio(count(*) filter (where csat_score <= 2), count(*)) as share_unhappy,
    ratio(sum(csat_score) filter (where rated_on = last_on), count(*) filter (where rated_on = last_on)) as last_rating,
  from seen
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  summed.last_rating as ticket_csat_last,
  summed.mean_rating as ticket_csat_mean_180d,
  summed.share_unhappy as share_ticket_csat_unhappy_180d,
  cast(coalesce(summed.ratings, 0) as integer) as ticket_csat_ratings_180d,
  cast(date_diff('day', summed.last_on, spine.as_of) as integer) as ticket_csat_age_days,
from spine
left join summed on summed.account_id = spine.account_id and summed.as_of = spine.as_of
