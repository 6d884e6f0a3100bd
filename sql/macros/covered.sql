-- A figure over the last `window_days`, or null where the feed that it comes from has been silent for more than a fifth of them:
-- what a stopped feed doesn't tell is unknown, and no inactivity. `unseen_days` is of features.source_coverage: 0 while the
-- feed is no older than it may be, null where the account isn't in the system at all.
create or replace macro covered(value, unseen_days, window_days) as
  case when unseen_days * 5 <= window_days then value end;
