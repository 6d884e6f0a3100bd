-- A quotient as a DOUBLE, null where the denominator is zero or unknown. Both sides are integers or decimals, so that it
-- is the same bits on any number of threads and on either engine.
create or replace macro ratio(part, whole) as cast(part as double) / nullif(cast(whole as double), 0);
