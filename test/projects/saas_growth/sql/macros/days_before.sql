-- The day that many days before: the half-open window of a feature is `day >= days_before(as_of, 90) and day < as_of`.
-- A DATE stays a DATE, so the bound is pushed down into the scan; `as_of - interval 90 day` alone would make a TIMESTAMP.
create or replace macro days_before(as_of, days) as cast(as_of - to_days(cast(days as integer)) as date);
