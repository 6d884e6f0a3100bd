-- Back-test by hand: for each renewal decision and horizon the last calendar reading on or before it, inside the term and before
-- the outcome was known, and the AUC by ranks, ties counted half. Without what the engine adds: intervals, segments, bands, lift,
-- every measure by itself, the bootstrap over accounts.
create schema if not exists backtest;

create or replace table backtest.metrics as
with horizons as (
  select unnest([30, 60, 90, 120, 150, 180]) as horizon_days
),
-- The calendar goes on after the study: a reading that is still to come must not be stood in for by an earlier one.
calendar as (
  select cast(unnest(generate_series(date '2024-06-03', (select max(decision_date) from intermediate.int_renewal_decisions), interval 7 day)) as date) as as_of
),
picked as (
  select h.horizon_days, d.decision_id, d.account_id, d.term_start, d.outcome, d.outcome_known_at, max(c.as_of) as as_of
  from intermediate.int_renewal_decisions as d
  cross join horizons as h
  inner join calendar as c on c.as_of <= d.decision_date - h.horizon_days
  where d.outcome <> 'open' and d.outcome_known_at < getvariable('as_of')
  group by all
),
rows_counted as (
  select p.horizon_days, s.score, case when p.outcome = 'churned' then 1 else 0 end as churned
  from picked as p inner join scores.scores as s using (account_id, as_of)
  where p.as_of > p.term_start and p.as_of < p.outcome_known_at and s.score is not null
),
ranked as (
  select
    horizon_days, churned,
    rank() over (partition by horizon_days order by score desc)
      + (count(*) over (partition by horizon_days, score) - 1) / 2.0 as place
  from rows_counted
)
select
  horizon_days, count(*) as n, sum(churned) as n1, count(*) - sum(churned) as n0,
  (sum(place) filter (where churned = 1) - sum(churned) * (sum(churned) + 1) / 2.0) / (sum(churned) * (count(*) - sum(churned))) as auc
from ranked group by horizon_days order by horizon_days;
