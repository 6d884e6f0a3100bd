-- The instant that many hours later, such as the end of the time that a contract allows.
create or replace macro hours_after(start_at, hours) as start_at + to_hours(cast(hours as integer));
