-- Whether something was still open as of a day, in the one form that keeps a hash join: never
-- `closed is null or closed >= as_of`.
create or replace macro open_at(closed_at, as_of) as coalesce(closed_at, timestamp '9999-12-31') >= as_of;
