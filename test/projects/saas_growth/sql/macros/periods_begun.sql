-- How many periods of `months` months had been completed, or were in their last calendar month, by a day. DuckDB's own: another
-- engine counts whole months and not the turns of the calendar.
create or replace macro periods_begun(started, months, day) as date_diff('month', started, day) // months;
