-- Copy this one for the latest answer with its age: several answers on the last day are averaged, so that no tie decides.
with accounts as (
  select account_id, as_of, workspace_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

answers as (
  select workspace_id, score, responded_at, known_at, cast(responded_at as date) as responded_on
  from staging.stg_surveys__nps
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
    and answers.responded_at >= days_before(accounts.as_of, 365)
    and visible(answers.responded_at, answers.known_at, accounts.as_of)
),

latest as (
  select
    account_id,
    as_of,
    max(last_on) as last_on,
    count(*) as nps_responses_365d,
    ratio(sum(score), count(*)) as nps_mean_365d,
    ratio(sum(score) filter (where responded_on = last_on), count(*) filter (where responded_on = last_on)) as nps_last,
  from seen
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  latest.nps_last,
  latest.nps_mean_365d,
  decayed(latest.nps_last, 7.5e0, days_between(latest.last_on, spine.as_of), 180) as nps_last_aged,
  cast(coalesce(latest.nps_responses_365d, 0) as integer) as nps_responses_365d,
  cast(date_diff('day', latest.last_on, spine.as_of) as integer) as nps_age_days,
from spine
left join latest on latest.account_id = spine.account_id and latest.as_of = spine.as_of
