-- Who the account is as of the day, by the term that is in force on it.
with spine as (
  select account_id, as_of from spine.account_as_of
),

accounts as (
  select account_id, channel, country, founded_on, known_at from staging.stg_crm5__accounts
),

terms as (
  select account_id, start_date, end_date, months, mrr_cents, known_at from intermediate.int_terms
)

select
  spine.account_id,
  spine.as_of,
  'Account ' || spine.account_id as account_name,
  cast(null as varchar) as owner,
  accounts.channel as segment,
  case when terms.months = 1 then 'monthly' else 'committed' end as lifecycle_stage,
  terms.mrr_cents * 12 as arr_cents,
  'USD' as currency,
  terms.end_date as renewal_date,
  days_between(spine.as_of, terms.end_date) as days_to_renewal,
from spine
inner join accounts
  on accounts.account_id = spine.account_id
  and visible(accounts.founded_on, accounts.known_at, spine.as_of)
left join terms
  on terms.account_id = spine.account_id
  and visible(terms.start_date, terms.known_at, spine.as_of)
  and terms.end_date >= spine.as_of
