select
  plan_id,
  teacher_id as account_id,
  created_date as created_on,
  len(string_split(personalization_tags, ',')) as tags,
  _known_at as known_at
from raw.app__lesson_plans
