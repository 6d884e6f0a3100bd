-- How many whole weeks there are in a number of days.
create or replace macro whole_weeks(days) as cast((days - mod(days, 7)) / 7 as integer);
