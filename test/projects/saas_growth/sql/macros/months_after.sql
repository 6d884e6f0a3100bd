-- The day that many months later; the month's last day where it has no such day.
create or replace macro months_after(day, months) as cast(day + to_months(cast(months as integer)) as date);
