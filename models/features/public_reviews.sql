-- What the customer's people say of us in public. A review counts from the day on which the service collected it, which can be
-- weeks after it was posted.
with spine as (
  select account_id, as_of from spine.account_as_of
),

reviews as (
  select account_id, rating, posted_at, known_at, cast(posted_at as date) as posted_on from staging.stg_reviews__reviews
),

seen as (
  select
    spine.account_id,
    spine.as_of,
    reviews.rating,
    reviews.posted_on,
    max(reviews.posted_on) over (partition by spine.account_id, spine.as_of) as last_on,
  from spine
  inner join reviews
    on reviews.account_id = spine.account_id
    and reviews.posted_at >= days_before(spine.as_of, 365)
    and visible(reviews.posted_at, reviews.known_at, spine.as_of)
),

summed as (
  select
    account_id,
    as_of,
    max(last_on) as last_on,
    count(*) as reviews,
    ratio(sum(rating), count(*)) as mean_rating,
    ratio(sum(rating) filter (where posted_on = last_on), count(*) filter (where posted_on = last_on)) as last_rating,
  from seen
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  summed.last_rating as review_rating_last,
  summed.mean_rating as review_rating_mean_365d,
  cast(coalesce(summed.reviews, 0) as integer) as reviews_365d,
  days_between(summed.last_on, spine.as_of) as review_age_days,
from spine
left join summed on summed.account_id = spine.account_id and summed.as_of = spine.as_of
