-- Days at the end of every window of which a feed's silence leaves us ignorant: none while it is no longer silent than it may be.
create or replace macro hidden_days(silent_days, allowed_silence_days) as
  case when silent_days > allowed_silence_days then silent_days else 0 end;
