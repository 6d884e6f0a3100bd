-- How many words of these sentences are among `terms` and mean what they say; with `negated`, how many are turned round by a
-- negation among the three words before. For staging, where only DuckDB runs.
create or replace macro count_terms(sentences, terms, negations, negated) as cast(list_sum(list_transform(
  sentences,
  lambda words : len(list_filter(
    words,
    lambda word, place : list_contains(terms, word)
      and negated = list_has_any(negations, words[greatest(1, place - 3) : place - 1])
  ))
)) as integer);
