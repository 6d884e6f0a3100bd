-- The tone of what was written to us and about the customer: good words less bad ones of tickets and notes, by a lexicon. Crude,
-- but the same every time, and nothing leaves the house. Only counts come here. Switched off by `disabled_tags: [text]` in
-- pipeline.yml.
with accounts as (
  select account_id, as_of, support_org_id from features.account_profile
),

spine as (
  select account_id, as_of from spine.account_as_of
),

texts as (
  select * from intermediate.int_text_words
),

seen as (
  select
    accounts.account_id,
    accounts.as_of,
    texts.written_at,
    texts.positive_words,
    texts.negative_words,
  from accounts
  inner join texts
    on texts.support_org_id = accounts.support_org_id
    and texts.written_at >= days_before(accounts.as_of, 180)
    and visible(texts.written_at, texts.known_at, accounts.as_of)
  union all
  select
    spine.account_id,
    spine.as_of,
    texts.written_at,
    texts.positive_words,
    texts.negative_words,
  from spine
  inner join texts
    on texts.account_id = spine.account_id
    and texts.written_at >= days_before(spine.as_of, 180)
    and visible(texts.written_at, texts.known_at, spine.as_of)
),

summed as (
  select
    account_id,
    as_of,
    count(*) as texts,
    count(*) filter (where negative_words > positive_words) as negative_texts,
    sum(positive_words) as positive,
    sum(negative_words) as negative,
    sum(positive_words) filter (where written_at >= days_before(as_of, 90)) as late_positive,
    sum(negative_words) filter (where written_at >= days_before(as_of, 90)) as late_negative,
  from seen
  group by account_id, as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(coalesce(summed.texts, 0) as integer) as texts_180d,
  ratio(summed.negative_texts, summed.texts) as share_texts_negative_180d,
  ratio(summed.positive - summed.negative, summed.positive + summed.negative) as text_tone_180d,
  ratio(summed.late_positive - summed.late_negative, summed.late_positive + summed.late_negative) as text_tone_90d,
from spine
left join summed on summed.account_id = spine.account_id and summed.as_of = spine.as_of
