-- Ratings that CSMs gave the account, the newest first.
select
  pulse.pulse_id,
  pulse.author,
  pulse.rating,
  pulse.noted_at,
  pulse.expires_on,
  pulse._file_id,
  pulse._record
from features.account_profile as accounts
inner join raw.crm__pulse as pulse
  on pulse.account_id = accounts.account_id
  and visible(pulse.noted_at, pulse._known_at, accounts.as_of)
order by pulse.noted_at desc, pulse.pulse_id
