select event_id, teacher_id as account_id, week_start, event_type, event_count, _known_at as known_at
from raw.app__engagement
