-- Satisfaction with the product itself, asked inside it; ticket_csat has that with support. Answers of the last day with one are
-- averaged, so that no tie decides.
with accounts as (
  select account_id, as_of, workspace_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

answers as (
  select workspace_id, score, responded_at, known_at, cast(responded_at as date) as responded_on
  from staging.stg_surveys__csat
),

seen as (
  select
    accounts.account_id,
    accounts.as_of,
    answers.score,
    answers.responded_on,
    max(answers.responded_on) over (partition by accounts.account_id, accounts.as_of) as last_on,
  from accounts
  inner join answers
    on answers.workspace_id = accounts.workspace_id
    and answers.responded_at >= days_before(accounts.as_of, 180)
    and visible(answers.responded_at, answers.known_at, accounts.as_of)
),

summed as (
  select
    account_id,
    as_of,
    max(last_on) as last_on,
    count(*) as answers,
    ratio(sum(score), count(*)) as mean_score,
    ratio(count(*) filter (where score >= 4), count(*)) as share_satisfied,
    ratio(sum(score) filter (where responded_on = last_on), count(*) filter (where responded_on = last_on)) as last_score,
  from seen
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  summed.last_score as csat_last,
  summed.mean_score as csat_mean_180d,
  summed.share_satisfied as share_csat_satisfied_180d,
  cast(coalesce(summed.answers, 0) as integer) as csat_responses_180d,
  days_between(summed.last_on, spine.as_of) as csat_age_days,
from spine
left join summed on summed.account_id = spine.account_id and summed.as_of = spine.as_of
