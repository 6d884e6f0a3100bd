-- The first end on or after `day` of the periods of `months` months that began with `started`, a day before it. Each is counted from
-- the start and not from the one before, so that a subscription begun on the 31st comes back to the 31st.
create or replace macro term_end(started, months, day) as case
    when months_after(started, periods_begun(started, months, day) * months) >= day
    then months_after(started, periods_begun(started, months, day) * months)
    else months_after(started, (periods_begun(started, months, day) + 1) * months)
  end;
