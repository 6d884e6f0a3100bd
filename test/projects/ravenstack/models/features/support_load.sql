-- Tickets since the signup, each fact of a ticket only once its closing had passed.
with accounts as (
  select account_id, signup_date from staging.stg_ravenstack__accounts
),

spine as (
  select account_id, as_of from spine.account_as_of
),

-- A ticket from before the signup can't have happened: it is left out here and counted by sql/checks.
tickets as (
  select tickets.*
  from staging.stg_ravenstack__support_tickets as tickets
  inner join accounts on accounts.account_id = tickets.account_id
  where tickets.submitted_on >= accounts.signup_date
),

visible_tickets as (
  select
    spine.account_id,
    spine.as_of,
    tickets.submitted_on >= days_before(spine.as_of, 90) as is_recent,
    as_known(tickets.satisfaction_score, tickets.closed_at, spine.as_of) as satisfaction_score,
    as_known(tickets.was_escalated, tickets.closed_at, spine.as_of) as was_escalated,
    as_known(tickets.first_response_time_minutes, tickets.closed_at, spine.as_of) as response_minutes,
  from spine
  inner join tickets
    on tickets.account_id = spine.account_id
    and tickets.submitted_on >= days_before(spine.as_of, 180)
    and visible(tickets.submitted_on, tickets.known_at, spine.as_of)
),

counted as (
  select
    account_id,
    as_of,
    count(*) filter (where is_recent) as tickets_90d,
    count(*) filter (where is_recent and was_escalated) as escalations_90d,
    count(response_minutes) filter (where is_recent) as answered_90d,
    count(*) filter (where is_recent and response_minutes <= 60) as answered_in_1h_90d,
    sum(satisfaction_score) as sum_scores_180d,
    count(satisfaction_score) as count_scores_180d,
  from visible_tickets
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(counted.tickets_90d, 0) as integer) as tickets_90d,
  cast(coalesce(counted.escalations_90d, 0) as integer) as escalations_90d,
  ratio(counted.answered_in_1h_90d, counted.answered_90d) as share_answered_in_1h_90d,
  ratio(counted.sum_scores_180d, counted.count_scores_180d) as csat_mean_180d,
from spine
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
