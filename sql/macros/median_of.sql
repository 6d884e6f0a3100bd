-- The median as a DOUBLE: the middle value, or half the sum of the two middle ones; nulls don't count. Exact, and the same on any
-- number of threads. On an engine without an exact median this macro is the one place to write it anew.
create or replace macro median_of(value) as cast(median(value) as double);
