-- What was written stays in raw: stg_crm__note_words counts its words where text signals are switched on.
select
  note_id,
  account_id,
  author,
  noted_at,
  _known_at as known_at
from raw.crm__notes
