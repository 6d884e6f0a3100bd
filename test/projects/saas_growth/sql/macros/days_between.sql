-- Days from one day to a later one; null where either is unknown. Instants count by their UTC day.
create or replace macro days_between(earlier, later) as
  cast(date_diff('day', cast(earlier as date), cast(later as date)) as integer);
