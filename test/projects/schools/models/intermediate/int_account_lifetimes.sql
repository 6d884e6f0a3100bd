-- A paying teacher is a customer from the first day of the term on, and until the renewal was due where it was not renewed.
select
  account_id,
  min(term_start) as live_from,
  max(case when outcome = 'churned' then due_date end) as live_to,
from staging.stg_app__renewals
group by account_id
