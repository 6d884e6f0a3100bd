-- On which days each system's exports brought something new, from any customer: what tells a feed that has stopped from a
-- customer who has. The CRM's accounts are full exports, of which only changes are kept: one like the last brings nothing.
with arrivals as (
  select 'crm' as feed, valid_from as arrived_on from staging.stg_crm__accounts
  union all
  select 'touchpoints' as feed, cast(known_at as date) as arrived_on from staging.stg_crm__touchpoints
  union all
  select 'product' as feed, known_on as arrived_on from intermediate.int_product_days
  union all
  select 'billing' as feed, cast(known_at as date) as arrived_on from staging.stg_billing__invoices
  union all
  select 'support' as feed, cast(known_at as date) as arrived_on from staging.stg_support__tickets
  union all
  select 'surveys' as feed, cast(known_at as date) as arrived_on from staging.stg_surveys__nps
  union all
  select 'surveys' as feed, cast(known_at as date) as arrived_on from staging.stg_surveys__csat
  union all
  select 'syncs' as feed, cast(known_at as date) as arrived_on from staging.stg_product__syncs
  union all
  select 'success' as feed, cast(known_at as date) as arrived_on from staging.stg_success__objective_progress
  union all
  select 'marketing' as feed, cast(known_at as date) as arrived_on from staging.stg_marketing__campaigns
)

select distinct feed, arrived_on from arrivals
