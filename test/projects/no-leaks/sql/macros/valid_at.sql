-- Whether a row of a history was the one in force as of a day: its export came strictly before, and no later one replaced it.
create or replace macro valid_at(valid_from, valid_to, as_of) as
  valid_from < as_of and coalesce(valid_to, date '9999-12-31') >= as_of;
