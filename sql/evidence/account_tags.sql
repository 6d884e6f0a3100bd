-- Tags that are in force on the day, the newest first.
select
  tags.tag_id,
  tags.tag,
  tags.author,
  tags.noted_at,
  tags.expires_on,
  tags._file_id,
  tags._record
from features.account_profile as accounts
inner join raw.crm__tags as tags
  on tags.account_id = accounts.account_id
  and visible(tags.noted_at, tags._known_at, accounts.as_of)
where coalesce(tags.expires_on, date '9999-12-31') > accounts.as_of
order by tags.noted_at desc, tags.tag_id
