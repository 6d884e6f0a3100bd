-- Answers of the last year, the newest first.
select
  answers.response_id,
  answers.score,
  answers.responded_at,
  answers._file_id,
  answers._record
from features.account_profile as accounts
inner join raw.surveys__nps as answers
  on answers.workspace_id = accounts.workspace_id
  and answers.responded_at >= days_before(accounts.as_of, 365)
  and visible(answers.responded_at, answers._known_at, accounts.as_of)
order by answers.responded_at desc, answers.response_id
