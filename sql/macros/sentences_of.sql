-- A text as its sentences, each as its words: letters with apostrophes within, straight or curled, in lower case. For staging,
-- where only DuckDB runs.
create or replace macro sentences_of(body) as list_transform(
  string_split_regex(lower(replace(body, '’', '''')), '[.!?;:\n]+'),
  lambda sentence : regexp_extract_all(sentence, '[a-z]+(?:''[a-z]+)*')
);
