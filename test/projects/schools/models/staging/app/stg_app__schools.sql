select school_id, school_name, district, contract_start_date, _known_at as known_at
from raw.app__schools
