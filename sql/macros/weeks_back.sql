-- How many whole weeks a day lies behind an as-of date: 0 for the seven days before it, 1 for the seven before those.
create or replace macro weeks_back(day, as_of) as
  cast((date_diff('day', day, as_of) - 1 - mod(date_diff('day', day, as_of) - 1, 7)) / 7 as integer);
