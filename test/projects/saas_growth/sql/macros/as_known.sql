-- A dated column as of a day: its value once the instant that dates it has passed, null until then.
create or replace macro as_known(value, dated_by, as_of) as case when dated_by < as_of then value end;
