-- Changes of the subscription in the last year, the newest first.
select
  changes.event_id,
  changes.event_type,
  changes.effective_on,
  changes.plan,
  changes.seats,
  changes.annual_amount,
  changes._file_id,
  changes._record
from features.account_profile as accounts
inner join raw.billing__subscriptions as changes
  on changes.customer_id = accounts.billing_customer_id
  and changes.effective_on >= days_before(accounts.as_of, 365)
  and visible(changes.effective_on, changes._known_at, accounts.as_of)
order by changes.effective_on desc, changes.event_id
