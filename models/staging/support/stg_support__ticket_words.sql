-- What a ticket's text sounds like, in two numbers; the text itself goes no further. Words that a negation turns round count for
-- the other side. Switched off by `disabled_tags: [text]` in pipeline.yml.
with texts as (
  select
    ticket_id,
    org_id,
    opened_at,
    sentences_of(body) as sentences,
    (select list(term order by term) from seeds.lexicon where polarity > 0) as good,
    (select list(term order by term) from seeds.lexicon where polarity < 0) as bad,
    (select list(term order by term) from seeds.negations) as negations,
    _known_at as known_at,
  from raw.support__tickets
  where body is not null
)

select
  ticket_id,
  org_id,
  opened_at,
  count_terms(sentences, good, negations, false) + count_terms(sentences, bad, negations, true) as positive_words,
  count_terms(sentences, bad, negations, false) + count_terms(sentences, good, negations, true) as negative_words,
  known_at
from texts
