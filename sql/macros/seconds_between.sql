-- Whole seconds from one instant to a later one; null where either is unknown. From microseconds, because engines disagree on
-- whether date_diff counts seconds that are over or seconds that have struck.
create or replace macro seconds_between(start_at, end_at) as
  cast(floor((epoch_us(end_at) - epoch_us(start_at)) / 1000000) as bigint);
