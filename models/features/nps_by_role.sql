-- Who says it: mean answers of a year by the part a person has in the product. An admin who is unhappy decides more than a viewer
-- who is.
with accounts as (
  select account_id, as_of, workspace_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

answers as (
  select * from intermediate.int_nps_answers
),

summed as (
  select
    accounts.account_id,
    accounts.as_of,
    sum(answers.score) filter (where answers.user_role = 'admin') as admin_sum,
    count(*) filter (where answers.user_role = 'admin') as admin_answers,
    sum(answers.score) filter (where answers.user_role = 'member') as member_sum,
    count(*) filter (where answers.user_role = 'member') as member_answers,
    sum(answers.score) filter (where answers.user_role = 'viewer') as viewer_sum,
    count(*) filter (where answers.user_role = 'viewer') as viewer_answers,
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
  ratio(summed.admin_sum, summed.admin_answers) as nps_admin_mean_365d,
  ratio(summed.member_sum, summed.member_answers) as nps_member_mean_365d,
  ratio(summed.viewer_sum, summed.viewer_answers) as nps_viewer_mean_365d,
from spine
left join summed on summed.account_id = spine.account_id and summed.as_of = spine.as_of
