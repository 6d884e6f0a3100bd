-- Whether a row counts for an as-of date: it happened, and was known, strictly before that day began.
create or replace macro visible(occurred_at, known_at, as_of) as occurred_at < as_of and known_at < as_of;
