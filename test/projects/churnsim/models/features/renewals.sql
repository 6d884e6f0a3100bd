-- What the account has renewed up to the day. A term counts from its start on; what becomes of it is not known before its end.
with spine as (
  select account_id, as_of from spine.account_as_of
),

terms as (
  select account_id, start_date, discount, mrr_cents, is_renewal, known_at from intermediate.int_terms
),

begun as (
  select
    spine.account_id,
    spine.as_of,
    count(*) as terms,
    count(*) filter (where terms.is_renewal) as renewals,
    max(terms.start_date) as last_start,
  from spine
  inner join terms
    on terms.account_id = spine.account_id
    and visible(terms.start_date, terms.known_at, spine.as_of)
  group by spine.account_id, spine.as_of
)

select
  spine.account_id,
  spine.as_of,
  cast(begun.terms as integer) as terms_begun,
  cast(begun.renewals as integer) as renewals,
  cast(terms.discount as double) as discount,
from spine
left join begun on begun.account_id = spine.account_id and begun.as_of = spine.as_of
left join terms on terms.account_id = begun.account_id and terms.start_date = begun.last_start
