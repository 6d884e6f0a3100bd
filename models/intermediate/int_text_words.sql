-- Tickets and notes as counts of good and bad words, worked out once for all days. Off with the tag `text`.
with tickets as (
  select * from staging.stg_support__ticket_words
),

notes as (
  select * from staging.stg_crm__note_words
)

select
  'ticket' as text_kind,
  ticket_id as text_id,
  cast(null as varchar) as account_id,
  org_id as support_org_id,
  opened_at as written_at,
  known_at,
  positive_words,
  negative_words,
from tickets
union all
select
  'note' as text_kind,
  note_id as text_id,
  account_id,
  cast(null as integer) as support_org_id,
  noted_at as written_at,
  known_at,
  positive_words,
  negative_words,
from notes
