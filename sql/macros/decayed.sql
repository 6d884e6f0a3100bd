-- A value that fades: from what it was when it was new towards `neutral`, half the remaining way in every half-life. An age of 0
-- leaves it as it is, an age of one half-life puts it half-way. Null where the value or its age is unknown.
create or replace macro decayed(value, neutral, age_days, half_life_days) as
  neutral + (value - neutral) * power(cast(0.5 as double), cast(age_days as double) / half_life_days);
