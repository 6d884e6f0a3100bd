-- NPS as the industry counts it: promoters (9, 10) minus detractors (0 to 6) in percent of all answers of a year, from -100 to
-- 100, beside the industry's benchmark, and how the mean answer moved from one half-year to the next. A campaign asks a few
-- people of each customer, so read it with the number of answers.
with accounts as (
  select account_id, as_of, workspace_id, industry from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

answers as (
  select workspace_id, score, responded_at, known_at from staging.stg_surveys__nps
),

benchmarks as (
  select industry, nps_benchmark from seeds.nps_benchmarks
),

counted as (
  select
    accounts.account_id,
    accounts.as_of,
    count(*) as answers,
    count(*) filter (where answers.score >= 9) as promoters,
    count(*) filter (where answers.score <= 6) as detractors,
    sum(answers.score) filter (where answers.responded_at >= days_before(accounts.as_of, 180)) as late_sum,
    count(*) filter (where answers.responded_at >= days_before(accounts.as_of, 180)) as late_answers,
    sum(answers.score) as all_sum,
  from accounts
  inner join answers
    on answers.workspace_id = accounts.workspace_id
    and answers.responded_at >= days_before(accounts.as_of, 365)
    and visible(answers.responded_at, answers.known_at, accounts.as_of)
  group by accounts.account_id, accounts.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(counted.promoters, 0) as integer) as nps_promoters_365d,
  cast(coalesce(counted.detractors, 0) as integer) as nps_detractors_365d,
  ratio(100 * (counted.promoters - counted.detractors), counted.answers) as nps_net_365d,
  ratio(100 * (counted.promoters - counted.detractors), counted.answers) - benchmarks.nps_benchmark as nps_net_vs_industry,
  ratio(
    100 * sum(counted.promoters - counted.detractors) over (partition by spine.as_of),
    sum(counted.answers) over (partition by spine.as_of)
  ) as nps_net_all_customers_365d,
  ratio(counted.late_sum, counted.late_answers)
    - ratio(counted.all_sum - counted.late_sum, counted.answers - counted.late_answers) as nps_change_180d,
from spine
left join accounts on accounts.account_id = spine.account_id and accounts.as_of = spine.as_of
left join counted on counted.account_id = spine.account_id and counted.as_of = spine.as_of
left join benchmarks on benchmarks.industry = accounts.industry
