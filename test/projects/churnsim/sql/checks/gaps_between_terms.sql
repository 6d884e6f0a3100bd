select account_id, start_date as came_back_on
from intermediate.int_terms
where stretch > 1 and not is_renewal
