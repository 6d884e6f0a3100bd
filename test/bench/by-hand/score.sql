-- Score by hand: the scorecard's measures on the scale, weighted into dimensions and into the score, for every account of the dates
-- in meta.todo; then the explanation of the dates that are read, as a plain unnest. Without what the engine adds: the interval, confidence,
-- the band's steadiness, the reasons, and points that add up to the last tick.
create schema if not exists scores;

create or replace macro clamp(x) as case when x < 0 then 0.0 when x > 1 then 1.0 else x end;
-- A weight counts where there is a place.
create or replace macro w(weight, place) as case when place is null then 0.0 else weight end;
create or replace macro v(weight, place) as coalesce(weight * place, 0.0);

-- The dates whose explanation is read: today, and the last ones a week, a month and a quarter before.
create temp table explained as
select distinct coalesce(max(as_of) filter (where as_of <= getvariable('as_of') - days and dayofweek(as_of) = 1), getvariable('as_of')) as as_of
from spine.account_as_of cross join (values (null), (7), (30), (90)) as back (days) group by days;

create temp table placed as
select
  s.account_id, s.as_of,
  ad.active_days_30d, ad.active_days_90d, lu.share_seats_active_30d, lu.licence_utilisation, tc.days_since_touch, cp.pulse_rating,
  sl.tickets_90d, sl.share_first_response_in_sla_90d, sl.share_resolved_in_sla_90d, sl.backlog_oldest_days,
  oi.overdue_count, oi.oldest_overdue_days, co.mrr_movement_class, np.nps_last,
  me.share_marketing_emails_opened_90d, ap.office_floor,
  clamp(ad.active_days_30d / 20.0) as p_days_30,
  clamp(ad.active_days_90d / 60.0) as p_days_90,
  clamp((lu.share_seats_active_30d - 0.1) / 0.6) as p_seats,
  clamp((lu.licence_utilisation - 0.2) / 0.7) as p_licence,
  clamp((tc.days_since_touch - 90) / -76.0) as p_touch,
  clamp((cp.pulse_rating - 1) / 4.0) as p_pulse,
  case when sl.tickets_90d <= 0 then 0.4 when sl.tickets_90d <= 8 then 1.0 when sl.tickets_90d <= 20 then 0.6 when sl.tickets_90d > 20 then 0.2 end as p_tickets,
  coalesce(sl.tickets_90d > 0, true) as has_tickets,
  case when has_tickets then clamp((sl.share_first_response_in_sla_90d - 0.5) / 0.45) end as p_response,
  case when has_tickets then clamp((sl.share_resolved_in_sla_90d - 0.5) / 0.45) end as p_resolved,
  coalesce(sl.tickets_open > 0, true) as has_backlog,
  case when has_backlog then clamp((sl.backlog_oldest_days - 45) / -42.0) end as p_backlog,
  case when oi.overdue_count <= 0 then 1.0 when oi.overdue_count <= 1 then 0.5 when oi.overdue_count > 1 then 0.0 end as p_overdue,
  coalesce(oi.overdue_count > 0, true) as has_overdue,
  case when has_overdue then clamp((oi.oldest_overdue_days - 60) / -60.0) end as p_oldest,
  case co.mrr_movement_class when 'new' then 0.8 when 'expansion' then 1.0 when 'flat' then 0.7 when 'contraction' then 0.0 end as p_mrr,
  case
    when np.nps_age_days > 180 then null when np.nps_last <= 3 then 0.0 when np.nps_last <= 6 then 0.25 when np.nps_last <= 8 then 0.6
    when np.nps_last > 8 then 1.0
  end as p_nps,
  clamp(me.share_marketing_emails_opened_90d) as p_emails,
  clamp((ap.office_floor - 1) / 29.0) as p_floor
from spine.account_as_of as s
inner join (select as_of from meta.todo union select as_of from explained) as wanted using (as_of)
left join features.active_days as ad using (account_id, as_of)
left join features.licence_utilisation as lu using (account_id, as_of)
left join features.touch_cadence as tc using (account_id, as_of)
left join features.csm_pulse as cp using (account_id, as_of)
left join features.support_load as sl using (account_id, as_of)
left join features.overdue_invoices as oi using (account_id, as_of)
left join features.commercial as co using (account_id, as_of)
left join features.nps as np using (account_id, as_of)
left join features.marketing_engagement as me using (account_id, as_of)
left join features.account_profile as ap using (account_id, as_of);

create table if not exists scores.scores (
  account_id varchar, as_of date, score_name varchar, coverage double, score decimal(9, 4), raw_band varchar
);
delete from scores.scores where as_of in (select as_of from meta.todo);
insert into scores.scores
with dimensions as (
  select
    account_id, as_of,
    (v(0.3, p_days_30) + v(0.1, p_days_90) + v(0.35, p_seats) + v(0.25, p_licence))
      / nullif(w(0.3, p_days_30) + w(0.1, p_days_90) + w(0.35, p_seats) + w(0.25, p_licence), 0) as product,
    w(0.3, p_days_30) + w(0.1, p_days_90) + w(0.35, p_seats) + w(0.25, p_licence) as c_product,
    (v(0.5, p_touch) + v(0.5, p_pulse)) / (0.5 + w(0.5, p_pulse)) as relationship,
    w(0.5, p_touch) + w(0.5, p_pulse) as c_relationship,
    (v(0.35, p_tickets) + v(0.25, p_response) + v(0.25, p_resolved) + v(0.15, p_backlog))
      / nullif(w(0.35, p_tickets) + w(0.25, p_response) + w(0.25, p_resolved) + w(0.15, p_backlog), 0) as service,
    (w(0.35, p_tickets) + w(0.25, p_response) + w(0.25, p_resolved) + w(0.15, p_backlog))
      / (0.35 + case when has_tickets then 0.5 else 0 end + case when has_backlog then 0.15 else 0 end) as c_service,
    (v(0.35, p_overdue) + v(0.35, p_oldest) + v(0.3, p_mrr)) / nullif(w(0.35, p_overdue) + w(0.35, p_oldest) + w(0.3, p_mrr), 0) as financial,
    (w(0.35, p_overdue) + w(0.35, p_oldest) + w(0.3, p_mrr)) / (0.65 + case when has_overdue then 0.35 else 0 end) as c_financial,
    coalesce(p_nps, 0.5) as sentiment,
    w(1, p_nps) as c_sentiment
  from placed where as_of in (select as_of from meta.todo)
),
weighed as (
  select
    account_id, as_of,
    0.35 * c_product + 0.2 * c_relationship + 0.15 * (c_service + c_financial + c_sentiment) as coverage,
    (v(0.35, product) + v(0.2, relationship) + v(0.15, service) + v(0.15, financial) + v(0.15, sentiment))
      / (w(0.35, product) + w(0.2, relationship) + w(0.15, service) + w(0.15, financial) + w(0.15, sentiment)) as place
  from dimensions
)
select
  account_id, as_of, 'health' as score_name, coverage,
  case when coverage >= 0.5 then cast(floor(place * 1000000 + 0.5) / 10000 as decimal(9, 4)) end as score,
  case when coverage < 0.5 then 'unknown' when score < 50 then 'poor' when score < 80 then 'okay' else 'good' end as raw_band
from weighed
order by as_of, account_id;

create or replace table scores.score_measures as
with lines as (
  select account_id, as_of, unnest([
    {'dimension': 'product', 'item': 'active_days_30d', 'raw': active_days_30d, 'place': p_days_30, 'weight': 0.105},
    {'dimension': 'product', 'item': 'active_days_90d', 'raw': active_days_90d, 'place': p_days_90, 'weight': 0.035},
    {'dimension': 'product', 'item': 'share_seats_active', 'raw': share_seats_active_30d, 'place': p_seats, 'weight': 0.1225},
    {'dimension': 'product', 'item': 'licence_utilisation', 'raw': licence_utilisation, 'place': p_licence, 'weight': 0.0875},
    {'dimension': 'relationship', 'item': 'days_since_touch', 'raw': days_since_touch, 'place': p_touch, 'weight': 0.1},
    {'dimension': 'relationship', 'item': 'csm_pulse', 'raw': pulse_rating, 'place': p_pulse, 'weight': 0.1},
    {'dimension': 'service', 'item': 'tickets_90d', 'raw': tickets_90d, 'place': p_tickets, 'weight': 0.0525},
    {'dimension': 'service', 'item': 'share_first_response_in_sla', 'raw': share_first_response_in_sla_90d, 'place': p_response, 'weight': 0.0375},
    {'dimension': 'service', 'item': 'share_resolved_in_sla', 'raw': share_resolved_in_sla_90d, 'place': p_resolved, 'weight': 0.0375},
    {'dimension': 'service', 'item': 'backlog_oldest_days', 'raw': backlog_oldest_days, 'place': p_backlog, 'weight': 0.0225},
    {'dimension': 'financial', 'item': 'overdue_count', 'raw': overdue_count, 'place': p_overdue, 'weight': 0.0525},
    {'dimension': 'financial', 'item': 'oldest_overdue_days', 'raw': oldest_overdue_days, 'place': p_oldest, 'weight': 0.0525},
    {'dimension': 'financial', 'item': 'mrr_movement', 'raw': null, 'place': p_mrr, 'weight': 0.045},
    {'dimension': 'sentiment', 'item': 'nps', 'raw': nps_last, 'place': p_nps, 'weight': 0.15},
    {'dimension': 'sentiment', 'item': 'marketing_emails_opened', 'raw': share_marketing_emails_opened_90d, 'place': p_emails, 'weight': 0},
    {'dimension': 'sentiment', 'item': 'office_floor', 'raw': office_floor, 'place': p_floor, 'weight': 0}
  ], recursive := true)
  from placed semi join explained using (as_of)
)
select
  account_id, as_of, 'health' as score_name, dimension, item, 'measure' as kind, cast(raw as double) as raw_value, place * 100 as scaled_value,
  weight, cast(round(coalesce(place, 0) * weight * 100, 4) as decimal(9, 4)) as points, cast(weight * 100 as decimal(9, 4)) as max_points,
  case when place is null then 'missing' else 'present' end as state
from lines;
